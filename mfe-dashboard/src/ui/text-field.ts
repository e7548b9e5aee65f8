import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { FRAGMENT_CONTEXT } from '../fragment/fragment-context.ts';

/** Label, input and its fault. The value is the attribute: what the shopper typed before hydration stays. */
@Component({
  selector: 'div[dashboardTextField]',
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 't-field' },
  template: `
    <label [attr.for]="id()">
      {{ label() }}
      @if (optional()) {
        <span class="dashboard-optional">(optional)</span>
      }
    </label>
    <input
      class="t-input"
      [attr.id]="id()"
      [attr.name]="name()"
      [attr.type]="type()"
      [attr.value]="value()"
      [attr.autocomplete]="autocomplete()"
      [attr.required]="optional() ? null : ''"
      [attr.aria-invalid]="error() ? 'true' : null"
      [attr.aria-describedby]="error() ? id() + '-error' : null"
    />
    @if (error()) {
      <p class="t-field__error" [attr.id]="id() + '-error'">{{ error() }}</p>
    }
  `,
})
export class TextField {
  private readonly instance = inject(FRAGMENT_CONTEXT).instance;
  /** Tells the forms of a page apart: `profile`, `address-new`. */
  readonly form = input.required<string>();
  readonly name = input.required<string>();
  readonly label = input.required<string>();
  readonly value = input.required<string>();
  readonly error = input.required<string | null>();
  readonly type = input('text');
  readonly autocomplete = input.required<string>();
  readonly optional = input(false);
  readonly id = computed(() => `${this.instance}-${this.form()}-${this.name()}`);
}
