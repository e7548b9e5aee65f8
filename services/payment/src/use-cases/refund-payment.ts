import { DomainError } from '@tessera/service-kit/problem-error';
import type { PaymentRecord } from '../domain/payment.ts';
import type { PaymentProvider } from '../domain/payment-provider.ts';
import type { PaymentRepository } from '../domain/payment-repository.ts';

/** The money goes back once, however often it is asked for. */
export function createRefundPayment(deps: { payments: PaymentRepository; provider: PaymentProvider }) {
  const { payments, provider } = deps;
  return async (payment: PaymentRecord): Promise<PaymentRecord> => {
    if (payment.status === 'refunded') return payment;
    if (payment.status !== 'succeeded' && payment.todo?.step !== 'refund') {
      throw new DomainError('payment-not-captured', 'No money was taken that could be given back.');
    }
    await provider.refund(payment);
    return payments.change(payment.id, { type: 'refunded' });
  };
}
