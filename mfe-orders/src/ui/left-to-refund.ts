import type { Order } from '@tessera/contracts/api/order';

/** What can still be given back, in minor units: nothing of what went back or is on its way. */
export function leftToRefund({ total, refunded, refunds }: Order): number {
  const asked = refunds.reduce((sum, { amount, status }) => sum + (status === 'refused' ? 0 : amount.amount), 0);
  return total.amount - Math.max(asked, refunded?.amount ?? 0);
}

/** Money that should have gone back did not, and nobody has asked for it anew so far. */
export const isRefundOpen = (order: Order): boolean => order.refunds.at(-1)?.failed === true && leftToRefund(order) > 0;
