import type { Clock } from '@tessera/service-kit/system';
import type { OrderRepository } from '../domain/order-repository.ts';
import { RESERVATION_MS } from '../domain/reservation.ts';

const BATCH = 50;
/** The product service frees what was held, and says so; this is for when nobody heard it. */
const GRACE_MS = 5 * 60_000;

/** An order that is not paid long after its stock was free again is over, whatever became of its payment. */
export function createExpireUnpaidOrders({ orders, clock }: { orders: OrderRepository; clock: Clock }) {
  return async (): Promise<void> => {
    const since = new Date(clock.now().getTime() - RESERVATION_MS - GRACE_MS);
    for (const { order } of await orders.restingIn(['pending-payment'], since, BATCH)) {
      await orders.change(order.id, { type: 'payment-expired' });
    }
  };
}
