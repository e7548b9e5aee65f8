import type { Order, OrderStatus, OrderSummary, paymentState } from '@tessera/contracts/api/order';
import { orderCancelled } from '@tessera/contracts/events/order-cancelled';
import { orderDelivered } from '@tessera/contracts/events/order-delivered';
import { orderPacked } from '@tessera/contracts/events/order-packed';
import { orderPaid } from '@tessera/contracts/events/order-paid';
import { orderPlaced } from '@tessera/contracts/events/order-placed';
import { orderRefunded } from '@tessera/contracts/events/order-refunded';
import { orderShipped } from '@tessera/contracts/events/order-shipped';
import type { z } from 'zod';

/** An order with whose it is (exactly one of the two ids) and what its payment is doing. */
export interface OwnedOrder {
  readonly order: Order;
  readonly userId: string | null;
  readonly guestId: string | null;
  readonly payment: z.infer<typeof paymentState>;
}

/** Every legal transition. `cancelled → refunded` is the money of a cancelled order coming back. */
export const TRANSITIONS: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  'pending-payment': ['paid', 'cancelled'],
  paid: ['packed', 'cancelled', 'refunded'],
  packed: ['shipped', 'refunded'],
  shipped: ['delivered', 'refunded'],
  delivered: ['refunded'],
  cancelled: ['refunded'],
  refunded: [],
};

/** The event that tells of an order's arrival in a status. */
export const EVENT_OF = {
  'pending-payment': orderPlaced,
  paid: orderPaid,
  packed: orderPacked,
  shipped: orderShipped,
  delivered: orderDelivered,
  cancelled: orderCancelled,
  refunded: orderRefunded,
} as const;
export type OrderEvent = (typeof EVENT_OF)[OrderStatus];

const wasEver = ({ order }: OwnedOrder, status: OrderStatus) => order.history.some((step) => step.status === status);

/** Nothing more will happen that a shopper would wait for. A cancelled order that was paid still waits for its refund. */
export const isSettled = (state: OwnedOrder): boolean =>
  ['delivered', 'refunded'].includes(state.order.status) ||
  (state.order.status === 'cancelled' && !wasEver(state, 'paid'));

/** A cancelled order cancelled again, by a double click, is fine; the refund may even have come in between. */
export const isCancelledAlready = (state: OwnedOrder): boolean => wasEver(state, 'cancelled');

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
