import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import type { WelcomeScreen } from '@tessera/contracts/bff/__remote__';
import { injectShared } from '@tessera/remote-kit/angular-store';
import { INSTANCE } from '../../fragment/instance.ts';

@Component({
  selector: '__remote__-welcome',
  host: { class: 't-stack' },
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="__remote__-welcome t-card t-stack" [attr.aria-labelledby]="headingId">
      <h1 [id]="headingId">{{ title() }}</h1>
      <p>
        In your cart: <strong>{{ inCart() }}</strong>
      </p>
      @if (screen().picks.length > 0) {
        <ul class="__remote__-welcome__picks">
          @for (pick of screen().picks; track pick.slug) {
            <li>
              <a [href]="'/products/' + pick.slug">
                <strong>{{ pick.name }}</strong>
                <span class="t-muted t-small">{{ pick.tagline }}</span>
              </a>
            </li>
          }
        </ul>
      } @else {
        <p class="t-muted">There is nothing to pick from yet.</p>
      }
      <p>
        <button class="t-button" type="button" (click)="click()">Clicked: {{ clicks() }}</button>
      </p>
    </section>
  `,
})
export default class Welcome {
  readonly title = input.required<string>();
  readonly screen = input.required<WelcomeScreen>();
  readonly headingId = `${inject(INSTANCE)}-welcome`;
  readonly inCart = injectShared((state) => state.cart.count);
  readonly clicks = signal(0);

  click(): void {
    this.clicks.update((count) => count + 1);
  }
}
