import { ORDER_ACCESS_HEADER } from '@tessera/contracts/api/order';
import type { Authenticate, Customer, Guest } from '@tessera/service-kit/caller';
import { DomainError } from '@tessera/service-kit/problem-error';
import { isOwnedBy, type OwnedOrder } from '../domain/order.ts';
import type { OrderLinks } from '../domain/order-links.ts';
import type { Ownership } from '../domain/order-repository.ts';

interface Deps {
  readonly authenticate: Authenticate;
  readonly links: OrderLinks;
  readonly newId: () => string;
}
export type OrderAccess = ReturnType<typeof createOrderAccess>;

/** Who may do what with whose order. */
export function createOrderAccess({ authenticate, links, newId }: Deps) {
  return {
    /** Somebody who brings nothing but a guest's link is a guest who owns nothing. */
    authenticate: (async (req) => {
      const caller = await authenticate(req);
      if (caller.kind !== 'anonymous' || !req.get(ORDER_ACCESS_HEADER)) return caller;
      return { kind: 'guest', guestId: newId() };
    }) satisfies Authenticate,

    /** Throws `order-not-found`. */
    own(state: OwnedOrder | null, caller: Guest | Customer): OwnedOrder {
      if (state && isOwnedBy(state, ownership(caller))) return state;
      throw orderNotFound();
    },

    /** The caller's own order, or the one that their link opens. Throws `order-not-found`. */
    async admit(state: OwnedOrder | null, caller: Guest | Customer, token: string | undefined): Promise<OwnedOrder> {
      if (state && isOwnedBy(state, ownership(caller))) return state;
      if (state && token && (await links.opens(token, state.order.id))) return state;
      throw orderNotFound();
    },
  };
}

/** A signed-in shopper's order is theirs alone, not also the browser's. */
export const owner = (caller: Guest | Customer) =>
  caller.kind === 'customer' ? { userId: caller.userId, guestId: null } : { userId: null, guestId: caller.guestId };

/** All that the caller may have ordered as: a shopper who has just signed in was a guest a moment ago. */
export const livesOf = (caller: Guest | Customer) =>
  caller.kind === 'customer' && caller.guestId
    ? [owner(caller), { userId: null, guestId: caller.guestId }]
    : [owner(caller)];

export const ownership = (caller: Guest | Customer): Ownership =>
  caller.kind === 'customer' ? { userId: caller.userId, guestId: caller.guestId } : { guestId: caller.guestId };

export const orderNotFound = () => new DomainError('order-not-found', 'There is no such order.');
