import type { Order, OrderStatus } from '@tessera/contracts/api/order';

/** The way of an order that goes well. */
export const STEPS = ['pending-payment', 'paid', 'packed', 'shipped', 'delivered'] as const;
export type Step = (typeof STEPS)[number];

export const STEP_NAMES: Record<Step, string> = {
  'pending-payment': 'Placed',
  paid: 'Paid',
  packed: 'Packed',
  shipped: 'Shipped',
  delivered: 'Delivered',
};

/** Index of the step that the order has reached; -1 when it left the way. */
export const reached = (status: OrderStatus) => STEPS.indexOf(status as Step);

/** Nothing will change any more: no refund is on its way, and no return is to be decided. */
export function isFinal({ status, history, refunds, returns }: Order): boolean {
  if (status === 'cancelled') return !history.some((entry) => entry.status === 'paid');
  const waits =
    refunds.some((refund) => refund.status === 'asked') || returns.some((known) => known.status === 'requested');
  return status === 'refunded' || (status === 'delivered' && !waits);
}

export const canBeCancelled = (status: OrderStatus) => status === 'pending-payment' || status === 'paid';
