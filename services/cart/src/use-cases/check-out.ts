import type { Cart } from '@tessera/contracts/api/cart';
import { cartCheckedOut } from '@tessera/contracts/events/cart-checked-out';
import { createEnvelope } from '@tessera/messaging/create-envelope';
import { checkOut as checkedOut } from '../domain/cart.ts';
import type { CartOwner, CartRepository } from '../domain/cart-repository.ts';

interface Deps {
  readonly carts: CartRepository;
  readonly clock: { now(): Date };
  readonly newId: () => string;
}
interface Checkout {
  readonly orderId: string;
  readonly lines: { productId: string; quantity: number }[];
}

/** The cart became an order: its lines leave the cart and the event goes out, once for each order. */
export const checkOut =
  ({ carts, clock, newId }: Deps) =>
  async (owner: CartOwner, { orderId, lines }: Checkout): Promise<Cart> => {
    const data = {
      orderId,
      userId: owner.kind === 'customer' ? owner.id : null,
      guestId: owner.kind === 'guest' ? owner.id : null,
      lines,
    };
    const event = createEnvelope(cartCheckedOut, {
      source: '/services/cart',
      subject: orderId,
      data,
      id: newId(),
      time: clock.now(),
    });
    const [cart] = await carts.change([owner], ([current]) => {
      const next = checkedOut(current, orderId, lines);
      return { carts: [next], events: next === current ? [] : [event] };
    });
    return cart;
  };
