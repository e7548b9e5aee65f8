import type { Cart } from '@tessera/contracts/api/cart';
import { mergeCarts as merged } from '../domain/cart.ts';
import type { CartRepository } from '../domain/cart-repository.ts';

/** The guest signed in: both carts change in one step, so that nothing is lost or counted twice. */
export const mergeCarts =
  ({ carts }: { carts: CartRepository }) =>
  async (userId: string, guestId: string): Promise<Cart> => {
    const owners = [
      { kind: 'customer', id: userId },
      { kind: 'guest', id: guestId },
    ] as const;
    const [own] = await carts.change(owners, ([own, guest]) => {
      const result = merged(own, guest);
      return { carts: [result.own, result.guest] };
    });
    return own;
  };
