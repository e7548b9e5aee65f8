import type { Order, OrderReturn, OrderStatus, OrderSummary, paymentState } from '@tessera/contracts/api/order';
import { orderCancelled } from '@tessera/contracts/events/order-cancelled';
import { orderDelivered } from '@tessera/contracts/events/order-delivered';
import { orderPacked } from '@tessera/contracts/events/order-packed';
import { orderPaid } from '@tessera/contracts/events/order-paid';
import { orderPlaced } from '@tessera/contracts/events/order-placed';
import { orderRefunded } from '@tessera/contracts/events/order-refunded';
import { orderReturned } from '@tessera/contracts/events/order-returned';
import { orderShipped } from '@tessera/contracts/events/order-shipped';
import type { z } from 'zod';

/** An order with whose it is (exactly one of the two ids) and what its payment is doing. */
export interface OwnedOrder {
  readonly order: Order;
  readonly userId: string | null;
  readonly guestId: string | null;
  readonly payment: z.infer<typeof paymentState>;
}

interface Stage {
  /** Tells of an order's arrival in the status. */
  readonly event: OrderEvent;
  readonly next: readonly OrderStatus[];
  /** The shopper may still call it off. */
  readonly cancellable: boolean;
}

/**
 * Every status, every legal transition, and the event of each. Goods that have not left the house go back on the shelf
 * when their money goes back, so such an order is cancelled before it is refunded.
 */
export const LIFE: Readonly<Record<OrderStatus, Stage>> = {
  'pending-payment': { event: orderPlaced, next: ['paid', 'cancelled'], cancellable: true },
  paid: { event: orderPaid, next: ['packed', 'cancelled'], cancellable: true },
  packed: { event: orderPacked, next: ['shipped', 'cancelled'], cancellable: false },
  shipped: { event: orderShipped, next: ['delivered', 'refunded'], cancellable: false },
  delivered: { event: orderDelivered, next: ['refunded'], cancellable: false },
  cancelled: { event: orderCancelled, next: ['refunded'], cancellable: false },
  refunded: { event: orderRefunded, next: [], cancellable: false },
};

export type OrderEvent =
  | typeof orderPlaced
  | typeof orderPaid
  | typeof orderPacked
  | typeof orderShipped
  | typeof orderDelivered
  | typeof orderCancelled
  | typeof orderRefunded;

/** What is told of an order, as it was at that moment. */
export type News =
  | { readonly event: OrderEvent; readonly order: Order }
  | { readonly event: typeof orderReturned; readonly order: Order; readonly return: OrderReturn };

export const wasEver = ({ history }: Order, status: OrderStatus): boolean =>
  history.some((step) => step.status === status);

/** Its payment was not started yet, or nobody knows yet what the shopper has to do for it. */
export const isStarting = ({ order, payment }: OwnedOrder): boolean =>
  order.status === 'pending-payment' && payment.status === 'processing';

/** Nothing more will happen that a shopper would wait for: no refund is on its way, no return is to be decided. */
export function isSettled({ order }: OwnedOrder): boolean {
  if (order.status === 'refunded') return true;
  if (order.status === 'cancelled') return !wasEver(order, 'paid');
  return order.status === 'delivered' && !order.returns.some(isOpen) && !order.refunds.some(isAsked);
}
const isOpen = ({ status }: OrderReturn) => status === 'requested';
const isAsked = ({ status }: Order['refunds'][number]) => status === 'asked';

/** A cancelled order cancelled again, by a double click, is fine; the refund may even have come in between. */
export const isCancelledAlready = ({ order }: OwnedOrder): boolean => wasEver(order, 'cancelled');

/** The order as a list shows it. */
export const summarise = ({ order }: OwnedOrder): OrderSummary => ({
  id: order.id,
  number: order.number,
  status: order.status,
  total: order.total,
  placedAt: order.placedAt,
  itemCount: order.lines.reduce((sum, { quantity }) => sum + quantity, 0),
  images: order.lines.slice(0, 4).map(({ image }) => image),
});

/** A signed-in shopper may also see what they ordered as the guest that they were before. */
export const isOwnedBy = (state: OwnedOrder, { userId, guestId }: { userId?: string; guestId?: string }): boolean =>
  (userId !== undefined && state.userId === userId) || (guestId !== undefined && state.guestId === guestId);
