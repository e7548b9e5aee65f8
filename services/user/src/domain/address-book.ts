import type { SavedAddress } from '@tessera/contracts/api/user';
import { addressNotFound, tooManyAddresses } from './user-errors.ts';

const MAX_ADDRESSES = 20;
type AddressBook = readonly SavedAddress[];
type Place = Omit<SavedAddress, 'id' | 'isDefault'>;

/** Exactly one address is the default, as long as there is one. */
function withDefault(book: AddressBook, defaultId: string | undefined): SavedAddress[] {
  return book.map((address) => ({ ...address, isDefault: address.id === defaultId }));
}
const defaultOf = (book: AddressBook) => (book.find((address) => address.isDefault) ?? book[0])?.id;

/** Which of them is the default changes with the others. */
export const isSamePlace = (a: Place, b: Place): boolean =>
  (['name', 'line1', 'line2', 'postalCode', 'city', 'country'] as const).every((field) => a[field] === b[field]);

export function addAddress(book: AddressBook, added: SavedAddress): SavedAddress[] {
  if (book.length >= MAX_ADDRESSES) throw tooManyAddresses(MAX_ADDRESSES);
  return withDefault([...book, added], added.isDefault ? added.id : (defaultOf(book) ?? added.id));
}

/** The default stays the default until another one becomes it. */
export function replaceAddress(book: AddressBook, next: SavedAddress): SavedAddress[] {
  if (!book.some(({ id }) => id === next.id)) throw addressNotFound();
  const replaced = book.map((address) => (address.id === next.id ? next : address));
  return withDefault(replaced, next.isDefault ? next.id : defaultOf(book));
}

export function removeAddress(book: AddressBook, id: string): SavedAddress[] {
  if (!book.some((address) => address.id === id)) throw addressNotFound();
  const kept = book.filter((address) => address.id !== id);
  return withDefault(kept, defaultOf(kept));
}
