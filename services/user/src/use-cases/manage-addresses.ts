import type { SavedAddress } from '@tessera/contracts/api/user';
import { type Created, idFor, keyReused } from '@tessera/service-kit/idempotency';
import { addAddress, isSamePlace, removeAddress, replaceAddress } from '../domain/address-book.ts';
import { accountGone, addressNotFound } from '../domain/user-errors.ts';
import type { UserRepository } from '../domain/user-repository.ts';

type AddressInput = Omit<SavedAddress, 'id'>;

export function manageAddresses({ users }: { users: UserRepository }) {
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
    /** Once for each key: it makes the address's id. */
    async addAddress(userId: string, key: string, input: AddressInput): Promise<Created<SavedAddress>> {
      const id = idFor(userId, key);
      let replayed = false;
      const book = await change(userId, (found) => {
        const known = found.find((address) => address.id === id);
        if (known && !isSamePlace(known, input)) throw keyReused();
        replayed = known !== undefined;
        return known ? [...found] : addAddress(found, { ...input, id });
      });
      return { created: pick(book, id), replayed };
    },
    async replaceAddress(userId: string, id: string, input: AddressInput): Promise<SavedAddress> {
      return pick(await change(userId, (book) => replaceAddress(book, { ...input, id })), id);
    },
    async removeAddress(userId: string, id: string): Promise<void> {
      await change(userId, (book) => removeAddress(book, id));
    },
  };
}
