import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { SavedAddress } from '@tessera/contracts/api/user';
import type { AddressesChanged } from '@tessera/contracts/bff/dashboard';
import { COUNTRIES } from '@tessera/contracts/countries';
import { FRAGMENT_CONTEXT } from '../../fragment/fragment-context.ts';
import type { LiveForm } from '../../ui/live-form.ts';
import { TextField } from '../../ui/text-field.ts';

const TEXTS = [
  { name: 'name', label: 'Full name', autocomplete: 'name' },
  { name: 'line1', label: 'Street and number', autocomplete: 'address-line1' },
  { name: 'line2', label: 'Apartment, floor', autocomplete: 'address-line2', optional: true },
  { name: 'postalCode', label: 'Postal code', autocomplete: 'postal-code' },
  { name: 'city', label: 'Town or city', autocomplete: 'address-level2' },
] as const;

/** The fields of one address, empty for a new one. */
@Component({
  selector: 'div[dashboardAddressFields]',
  changeDetection: ChangeDetectionStrategy.OnPush,
  imports: [TextField],
  host: { class: 'dashboard-address-fields' },
  template: `
    @for (field of texts; track field.name) {
      <div
        dashboardTextField
        [class]="'dashboard-address-fields__' + field.name"
        [form]="formId()"
        [name]="field.name"
        [label]="field.label"
        [autocomplete]="field.autocomplete"
        [optional]="'optional' in field"
        [value]="form().value(field.name, address()?.[field.name] ?? '')"
        [error]="form().error(field.name)"
      ></div>
    }
    <div class="t-field">
      <label [attr.for]="countryId()">Country</label>
      <select
        class="t-select"
        name="country"
        autocomplete="country"
        required
        [attr.id]="countryId()"
        [attr.aria-invalid]="form().error('country') ? 'true' : null"
        [attr.aria-describedby]="form().error('country') ? countryId() + '-error' : null"
      >
        <option value="">Choose…</option>
        @for (country of countries; track country[0]) {
          <option [attr.value]="country[0]" [attr.selected]="country[0] === chosen() ? '' : null">
            {{ country[1] }}
          </option>
        }
      </select>
      @if (form().error('country'); as error) {
        <p class="t-field__error" [attr.id]="countryId() + '-error'">{{ error }}</p>
      }
    </div>
  `,
})
export class AddressFields {
  private readonly instance = inject(FRAGMENT_CONTEXT).instance;
  readonly formId = input.required<string>();
  readonly form = input.required<LiveForm<AddressesChanged>>();
  readonly address = input<SavedAddress>();
  readonly texts = TEXTS;
  readonly countries = Object.entries(COUNTRIES);
  readonly chosen = computed(() => this.form().value('country', this.address()?.country ?? ''));
  readonly countryId = computed(() => `${this.instance}-${this.formId()}-country`);
}
