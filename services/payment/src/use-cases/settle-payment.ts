import type { Clock } from '@tessera/service-kit/system';
import { isOpen, type Outcome, type PaymentRecord } from '../domain/payment.ts';
import { type Providers, providerOf } from '../domain/payment-provider.ts';
import type { PaymentRepository } from '../domain/payment-repository.ts';
import type { ProviderEvent } from '../domain/provider-events.ts';
import type { ReconcileRefunds } from './reconcile-refunds.ts';

/** Who has not paid by then will not: the stock is long free again. */
const OPEN_MS = 3_600_000;

interface Deps {
  readonly payments: PaymentRepository;
  readonly providers: Providers;
  readonly reconcileRefunds: ReconcileRefunds;
  readonly clock: Clock;
}
export type SettlePayment = ReturnType<typeof createSettlePayment>;

/** Asks the provider how the payment, or what went back of it, stands and applies the answer. May be repeated, by many at once. */
export function createSettlePayment({ payments, providers, reconcileRefunds, clock }: Deps) {
  const ask = async (payment: PaymentRecord): Promise<Outcome> => {
    const provider = providerOf(payment, providers);
    if (!isOpen(payment)) return provider.abandon(payment);
    const begun = payment.reference ? payment : await begin(payment);
    if (!('id' in begun)) return begun;
    const outcome = await provider.sync(begun);
    const late = clock.now().getTime() - payment.createdAt.getTime() >= OPEN_MS;
    return late && outcome.status === 'requires-action' ? provider.abandon(begun) : outcome;
  };

  /** The answer to a first try got lost. A repeat may tell how it stood then, not how it stands now. */
  const begin = async (payment: PaymentRecord): Promise<PaymentRecord | Outcome> => {
    const outcome = await providerOf(payment, providers).charge(payment);
    return outcome.status === 'requires-action' ? { ...payment, reference: outcome.reference } : outcome;
  };

  return async (payment: PaymentRecord, cause?: ProviderEvent): Promise<PaymentRecord> => {
    const settled = payment.capture || !(isOpen(payment) || payment.reference || payment.todo);
    if (settled && cause) return payments.change(payment.id, null, cause);
    if (settled) return payment.capture ? reconcileRefunds(payment) : payment;
    return payments.change(payment.id, { type: 'charged', outcome: await ask(payment) }, cause);
  };
}
