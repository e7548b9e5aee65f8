import type { SavedAddress } from '@tessera/contracts/api/user';
import { addAddress, removeAddress, replaceAddress } from '../domain/address-book.ts';
import { accountGone, addressNotFound } from '../domain/user-errors.ts';
import type { UserRepository } from '../domain/user-repository.ts';

type AddressInput = Omit<SavedAddress, 'id'>;

export function manageAddresses({ users, newId }: { users: UserRepository; newId: () => string }) {
  async function change(userId: string, decide: (book: readonly SavedAddress[]) => SavedAddress[]) {
    const user = await users.change(userId, (found) => ({
      user: { ...found, addresses: decide(found.addresses) },
      events: [],
    }));
    if (!user) throw accountGone();
    return user.addresses;
  }
  const pick = (book: readonly SavedAddress[], id: string): SavedAddress => {
    const found = book.find((address) => address.id === id);
    if (!found) throw addressNotFound();
    return found;
  };
  return {
    async listAddresses(userId: string): Promise<{ items: SavedAddress[] }> {
      const user = await users.findById(userId);
      if (!user) throw accountGone();
      return { items: [...user.addresses] };
    },
    async addAddress(userId: string, input: AddressInput): Promise<SavedAddress> {
      const id = newId();
      return pick(await change(userId, (book) => addAddress(book, { ...input, id })), id);
    },
    async replaceAddress(userId: string, id: string, input: AddressInput): Promise<SavedAddress> {
      return pick(await change(userId, (book) => replaceAddress(book, { ...input, id })), id);
    },
    async removeAddress(userId: string, id: string): Promise<void> {
      await change(userId, (book) => removeAddress(book, id));
    },
  };
}
