import { DomainError } from '@tessera/service-kit/problem-error';
import type { OwnedOrder } from '../domain/order.ts';
import type { OrderRepository } from '../domain/order-repository.ts';
import type { Payments } from '../domain/ports.ts';
import { applyPayment } from './apply-payment.ts';

/** Hands the shopper's answer of the second step on and applies the outcome at once. */
export function createConfirmPayment({ orders, payments }: { orders: OrderRepository; payments: Payments }) {
  return async ({ order, payment }: OwnedOrder, approve: boolean): Promise<OwnedOrder> => {
    if (order.status !== 'pending-payment' || payment.status !== 'requires-action' || !payment.id) {
      throw new DomainError('payment-not-waiting', 'This payment does not wait for a confirmation.');
    }
    const id = payment.id;
    const answer = await payments.confirm(id, approve).catch((error: unknown) => {
      // The answer to an earlier try got lost: what it came to is what counts.
      if (error instanceof DomainError && error.code === 'payment-not-waiting') return payments.get(id);
      throw error;
    });
    const state = await applyPayment(orders, order.id, answer);
    if (!state) throw new DomainError('order-not-found', 'There is no such order.');
    return state;
  };
}
