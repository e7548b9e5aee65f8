import type { Payment } from '@tessera/contracts/api/payment';
import type { OrderCommand } from '../domain/decide.ts';
import type { OwnedOrder } from '../domain/order.ts';
import type { OrderRepository } from '../domain/order-repository.ts';

/** Lets an order know how its payment stands. Null for an order that does not exist. */
export async function applyPayment(orders: OrderRepository, orderId: string, payment: Payment) {
  let state: OwnedOrder | null = null;
  for (const command of commandsFor(payment)) state = await orders.change(orderId, command);
  return state;
}

function commandsFor({ id, status, amount, message, redirectUrl, ...payment }: Payment): OrderCommand[] {
  const { refundVersion, refunded = { ...amount, amount: 0 } } = payment;
  switch (status) {
    case 'processing':
    case 'requires-action':
      return [{ type: 'payment-started', payment: { id, status, ...(redirectUrl && { redirectUrl }) } }];
    case 'succeeded': {
      const taken = { type: 'payment-succeeded', paymentId: id, amount } as const;
      return payment.refunded || refundVersion
        ? [taken, { type: 'payment-refunded', refunded, refundVersion }]
        : [taken];
    }
    case 'failed':
    case 'cancelled':
      return [{ type: 'payment-failed', paymentId: id, message: message ?? 'The payment did not go through' }];
    case 'refunded':
      return [{ type: 'payment-refunded', refunded: payment.refunded ?? amount, refundVersion }];
  }
}
