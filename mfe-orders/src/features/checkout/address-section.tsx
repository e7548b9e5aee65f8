import type { FormState } from '@tessera/contracts/bff/form';
import { COUNTRIES } from '@tessera/contracts/countries';
import { Show } from 'solid-js';
import { useEnvironment } from '../../fragment/environment.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ADDRESS_FIELDS, addressField, type SavedAddress } from './first-values.ts';
import { SavedAddresses } from './saved-addresses.tsx';

interface AddressSectionProps {
  readonly values: Readonly<Record<string, string>>;
  readonly addresses: readonly SavedAddress[];
  readonly failure: FormState | null;
}

export function AddressSection(section: AddressSectionProps) {
  const { instance } = useEnvironment();
  let fields!: HTMLElement;
  const fill = (address: SavedAddress | null) => {
    for (const field of ADDRESS_FIELDS) {
      const control = fields.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${addressField(field)}"]`);
      if (control) control.value = address?.[field] ?? (field === 'country' ? HOME : '');
    }
  };
  const field = (name: (typeof ADDRESS_FIELDS)[number]) => ({
    name: addressField(name),
    value: section.values[addressField(name)],
  });

  return (
    <section class="t-card t-form" aria-labelledby={`${instance}-delivery`} ref={fields}>
      <h2 id={`${instance}-delivery`}>Delivery address</h2>
      <Show when={section.addresses.length > 0}>
        <SavedAddresses addresses={section.addresses} choose={fill} />
      </Show>
      <TextField
        {...field('name')}
        label="Full name"
        autocomplete="shipping name"
        maxlength={100}
        failure={section.failure}
      />
      <TextField
        {...field('line1')}
        label="Street and number"
        autocomplete="shipping address-line1"
        maxlength={120}
        failure={section.failure}
      />
      <TextField
        {...field('line2')}
        label="Apartment, floor, company (optional)"
        autocomplete="shipping address-line2"
        maxlength={120}
        optional
        failure={section.failure}
      />
      <div class="t-form__row t-form__row--short">
        <TextField
          {...field('postalCode')}
          label="Postal code"
          autocomplete="shipping postal-code"
          maxlength={16}
          failure={section.failure}
        />
        <TextField
          {...field('city')}
          label="Town or city"
          autocomplete="shipping address-level2"
          maxlength={80}
          failure={section.failure}
        />
      </div>
      <SelectField
        name={addressField('country')}
        label="Country"
        autocomplete="shipping country"
        value={section.values[addressField('country')] || HOME}
        options={Object.entries(COUNTRIES)}
        failure={section.failure}
      />
    </section>
  );
}

const HOME: keyof typeof COUNTRIES = 'IE';
