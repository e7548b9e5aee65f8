import { DomainError } from '@tessera/service-kit/problem-error';
import type { PaymentRecord } from '../domain/payment.ts';
import type { PaymentProvider } from '../domain/payment-provider.ts';
import type { PaymentRepository } from '../domain/payment-repository.ts';

export function createConfirmPayment(deps: { payments: PaymentRepository; provider: PaymentProvider }) {
  const { payments, provider } = deps;
  return async (payment: PaymentRecord, approve: boolean): Promise<PaymentRecord> => {
    if (payment.status !== 'requires-action') {
      throw new DomainError('payment-not-waiting', 'This payment does not wait for a confirmation.');
    }
    const outcome = await provider.confirm(payment, approve);
    return payments.change(payment.id, { type: 'charged', outcome });
  };
}
