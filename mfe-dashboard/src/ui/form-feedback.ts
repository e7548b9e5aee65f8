import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import type { LiveForm } from './live-form.ts';

/** How the last try of a form went. Both regions stand there from the start, so that what comes in is announced. */
@Component({
  selector: 'dashboard-form-feedback',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div role="alert">
      @if (form().fault(); as fault) {
        <p class="t-notice t-notice--danger">{{ fault }}</p>
      }
    </div>
    <div role="status">
      @if (form().thanks(); as thanks) {
        <p class="t-notice t-notice--success">{{ thanks }}</p>
      }
    </div>
  `,
})
export class FormFeedback {
  readonly form = input.required<LiveForm<never>>();
}
