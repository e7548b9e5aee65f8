import type { Logger } from '@tessera/service-kit/logger';
import { DomainError } from '@tessera/service-kit/problem-error';
import type { PaymentRecord } from '../domain/payment.ts';
import { type PaymentProvider, type Providers, providerOf } from '../domain/payment-provider.ts';
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
  const open = ({ orderId, amount, key }: Omit<StartPayment, 'paymentMethod'>, { provider, token }: Choice) =>
    payments.open({ id: newId(), orderId, amount, provider: provider.option.provider }, { token, key });

  return async ({ orderId, amount, paymentMethod, key }: StartPayment): Promise<PaymentRecord> => {
    const choice = chosen(paymentMethod, providers);
    // Most orders have no payment yet: no look first.
    const opened = choice ? await open({ orderId, amount, key }, choice) : 'unknown-method';
    if (opened === 'exists' || opened === 'unknown-method') {
      const known = await payments.findByOrder(orderId);
      if (!known && opened === 'unknown-method') throw unknownMethod();
      return sameAmount(known, amount);
    }
    try {
      const outcome = await providerOf(opened, providers).charge(opened);
      return await payments.change(opened.id, { type: 'charged', outcome });
    } catch (err) {
      logger.warn({ err, paymentId: opened.id }, 'the charge will be tried again');
      return opened;
    }
  };
}

interface Choice {
  readonly provider: PaymentProvider;
  readonly token: string | null;
}

/** The name of a provider where the shopper pays, or else the token of a card. */
function chosen(method: string, { all, card }: Providers): Choice | undefined {
  const named = all.find(({ option }) => option.kind === 'redirect' && option.provider === method);
  if (named) return { provider: named, token: null };
  return card && { provider: card, token: method };
}

const unknownMethod = () =>
  new DomainError('payment-method-unknown', 'The card details have expired or were used already.');

function sameAmount(payment: PaymentRecord | null, amount: PaymentRecord['amount']): PaymentRecord {
  if (payment && payment.amount.amount === amount.amount && payment.amount.currency === amount.currency) return payment;
  throw new DomainError('payment-conflict', 'There is another payment for this order or key.');
}
