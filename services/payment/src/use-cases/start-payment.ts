import type { Logger } from '@tessera/service-kit/logger';
import { DomainError } from '@tessera/service-kit/problem-error';
import type { PaymentRecord } from '../domain/payment.ts';
import type { PaymentProvider, Providers } from '../domain/payment-provider.ts';
import type { PaymentRepository } from '../domain/payment-repository.ts';

interface Deps {
  readonly payments: PaymentRepository;
  readonly providers: Providers;
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
export function createStartPayment({ payments, providers, newId, logger }: Deps) {
  return async ({ orderId, amount, paymentMethod, key }: StartPayment): Promise<PaymentRecord> => {
    const known = await payments.findByOrder(orderId);
    if (known) return sameAmount(known, amount);

    const { provider, token } = chosen(paymentMethod, providers);
    const request = { id: newId(), orderId, amount, provider: provider.option.provider };
    const opened = await payments.open(request, { token, key });
    if (opened === 'unknown-method') throw unknownMethod();
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

/** The name of a provider where the shopper pays, or else the token of a card. */
function chosen(method: string, { all, card }: Providers): { provider: PaymentProvider; token: string | null } {
  const named = all.find(({ option }) => option.kind === 'redirect' && option.provider === method);
  if (named) return { provider: named, token: null };
  if (!card) throw unknownMethod();
  return { provider: card, token: method };
}

const unknownMethod = () =>
  new DomainError('payment-method-unknown', 'The card details have expired or were used already.');

function sameAmount(payment: PaymentRecord | null, amount: PaymentRecord['amount']): PaymentRecord {
  if (payment && payment.amount.amount === amount.amount && payment.amount.currency === amount.currency) return payment;
  throw new DomainError('payment-conflict', 'There is another payment for this order or key.');
}
