import { DomainError } from '@tessera/service-kit/problem-error';
import type { PaymentRecord } from '../domain/payment.ts';
import type { Providers } from '../domain/payment-provider.ts';
import type { PaymentRepository } from '../domain/payment-repository.ts';

export function createConfirmPayment(deps: { payments: PaymentRepository; providers: Providers }) {
  const { payments, providers } = deps;
  return async (payment: PaymentRecord, approve: boolean): Promise<PaymentRecord> => {
    const { card } = providers;
    if (payment.status !== 'requires-action' || payment.provider !== card?.option.provider) {
      throw new DomainError('payment-not-waiting', 'This payment does not wait for a confirmation.');
    }
    const outcome = await card.confirm(payment, approve);
    return payments.change(payment.id, { type: 'charged', outcome });
  };
}
