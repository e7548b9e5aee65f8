import { orderPaid } from '@tessera/contracts/events/order-paid';
import { on, UnusableEvent } from '@tessera/messaging/event-bus';
import type { CartOwner } from '../domain/cart-repository.ts';
import type { checkOut } from '../use-cases/check-out.ts';

/** Takes out what was bought, for when nobody could ask for it: the same order is checked out once, by whichever way. */
export const onOrderPaid = (checkOutCart: ReturnType<typeof checkOut>) =>
  on(orderPaid, async ({ order, userId, guestId }) => {
    const lines = order.lines.map(({ productId, quantity }) => ({ productId, quantity }));
    await checkOutCart(ownerOf(userId, guestId), { orderId: order.id, lines });
  });

function ownerOf(userId: string | null, guestId: string | null): CartOwner {
  if (userId) return { kind: 'customer', id: userId };
  if (guestId) return { kind: 'guest', id: guestId };
  throw new UnusableEvent('An order of nobody');
}
