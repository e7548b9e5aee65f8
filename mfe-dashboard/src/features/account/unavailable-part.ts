import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { AccountState } from './account-state.ts';

/** A part whose service does not answer now. Without JavaScript trying again is loading the page. */
@Component({
  selector: 'dashboard-unavailable-part',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="t-notice t-notice--warning">
      <p>{{ what() }} can’t be shown now. Nothing is lost.</p>
      <p>
        <a
          class="t-button t-button--quiet t-button--small"
          [attr.href]="'/account#' + section()"
          [attr.aria-disabled]="state.loading() || null"
          (click)="retry($event)"
          >{{ state.loading() ? 'Trying…' : 'Try again' }}</a
        >
      </p>
    </div>
  `,
})
export class UnavailablePart {
  readonly state = inject(AccountState);
  readonly what = input.required<string>();
  readonly section = input.required<string>();

  retry(event: Event): void {
    event.preventDefault();
    if (!this.state.loading()) void this.state.load();
  }
}
