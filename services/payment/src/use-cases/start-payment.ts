import type { Logger } from '@tessera/service-kit/logger';
import { DomainError } from '@tessera/service-kit/problem-error';
import type { PaymentRecord } from '../domain/payment.ts';
import type { PaymentProvider } from '../domain/payment-provider.ts';
import type { PaymentRepository } from '../domain/payment-repository.ts';

interface Deps {
  readonly payments: PaymentRepository;
  readonly provider: PaymentProvider;
  readonly newId: () => string;
  readonly logger: Logger;
}
export interface StartPayment {
  readonly orderId: string;
  readonly amount: PaymentRecord['amount'];
  readonly paymentMethod: string;
  readonly key: string;
}

/** One payment an order: asking again answers with the one that is there, whatever became of it. */
export function createStartPayment({ payments, provider, newId, logger }: Deps) {
  return async ({ orderId, amount, paymentMethod, key }: StartPayment): Promise<PaymentRecord> => {
    const known = await payments.findByOrder(orderId);
    if (known) return sameAmount(known, amount);

    const request = { id: newId(), orderId, amount, provider: provider.name };
    const opened = await payments.open(request, paymentMethod, key);
    if (opened === 'unknown-method') {
      throw new DomainError('payment-method-unknown', 'The card details have expired or were used already.');
    }
    if (opened === 'exists') return sameAmount(await payments.findByOrder(orderId), amount);
    try {
      const outcome = await provider.charge(opened);
      return await payments.change(opened.id, { type: 'charged', outcome });
    } catch (err) {
      logger.warn({ err, paymentId: opened.id }, 'the charge will be tried again');
      return opened;
    }
  };
}

function sameAmount(payment: PaymentRecord | null, amount: PaymentRecord['amount']): PaymentRecord {
  if (payment && payment.amount.amount === amount.amount && payment.amount.currency === amount.currency) return payment;
  throw new DomainError('payment-conflict', 'There is another payment for this order or key.');
}
