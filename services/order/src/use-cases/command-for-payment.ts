import type { Payment } from '@tessera/contracts/api/payment';
import type { OrderCommand } from '../domain/decide.ts';

/** What the state of its payment means for an order. */
export function commandFor({ id, status, amount, message }: Payment): OrderCommand {
  switch (status) {
    case 'processing':
    case 'requires-action':
      return { type: 'payment-started', payment: { id, status } };
    case 'succeeded':
      return { type: 'payment-succeeded', paymentId: id, amount };
    case 'failed':
    case 'cancelled':
      return { type: 'payment-failed', paymentId: id, message: message ?? 'The payment did not go through' };
    case 'refunded':
      return { type: 'payment-refunded', paymentId: id };
  }
}
