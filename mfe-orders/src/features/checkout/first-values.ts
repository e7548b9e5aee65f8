import type { CheckoutScreen } from '@tessera/contracts/bff/orders';
import type { Address } from '@tessera/contracts/primitives';

export const ADDRESS_FIELDS = ['name', 'line1', 'line2', 'postalCode', 'city', 'country'] as const;
export type SavedAddress = CheckoutScreen['addresses'][number];

export const addressField = (field: keyof Address) => `shippingAddress.${field}`;

/** What the fields start with: what was typed before, else the address that the URL chose, else the default one. */
export function firstValues(screen: CheckoutScreen, url: string): Readonly<Record<string, string>> {
  if (screen.form) return screen.form.values;
  const address = chosenAddress(screen.addresses, url);
  const values: Record<string, string> = { email: screen.email };
  if (address) for (const field of ADDRESS_FIELDS) values[addressField(field)] = address[field] ?? '';
  return values;
}

/** `?address=<id>` chooses without JavaScript; `?address=new` starts with empty fields. */
export function chosenAddress(addresses: CheckoutScreen['addresses'], url: string): SavedAddress | undefined {
  const asked = new URL(url, 'http://page').searchParams.get('address');
  if (asked) return addresses.find(({ id }) => id === asked);
  return addresses.find(({ isDefault }) => isDefault) ?? addresses[0];
}
