import type { Logger } from '@tessera/service-kit/logger';
import type { PaymentRecord } from '../domain/payment.ts';
import { type Providers, providerOf } from '../domain/payment-provider.ts';
import type { PaymentRepository } from '../domain/payment-repository.ts';
import type { ProviderEvent } from '../domain/provider-events.ts';
import type { RefundRecord } from '../domain/refund.ts';
import type { RefundRepository } from '../domain/refund-repository.ts';
import { refundsFailed } from '../metrics.ts';
import type { ReconcileRefunds } from './reconcile-refunds.ts';

interface Deps {
  readonly payments: PaymentRepository;
  readonly refunds: RefundRepository;
  readonly providers: Providers;
  readonly reconcileRefunds: ReconcileRefunds;
  readonly logger: Logger;
}
export type GiveBack = ReturnType<typeof createGiveBack>;

/** Makes the provider's side of a refund, or asks how it stands, and applies the answer. May be repeated. */
export function createGiveBack({ payments, refunds, providers, reconcileRefunds, logger }: Deps) {
  return async (refund: RefundRecord, cause?: ProviderEvent): Promise<PaymentRecord> => {
    const payment = await payments.find(refund.paymentId);
    if (!payment) throw new Error(`Refund ${refund.id} is of a payment that is not there`);
    const outcome = await providerOf(payment, providers).refund(refund, payment);
    const change = await refunds.change(refund.id, outcome, cause);
    if (outcome.status === 'failed' && refund.status !== 'failed') {
      refundsFailed.inc({ provider: payment.provider });
      const about = { refundId: refund.id, paymentId: payment.id, orderId: payment.orderId, reason: outcome.reason };
      logger.error(about, 'a refund failed for good: a person has to see to it, docs/runbooks/payments.md');
      // Because the money had gone back in the provider's dashboard, perhaps.
      return reconcileRefunds(change.payment).catch((err: unknown) => {
        logger.warn({ err, ...about }, 'the provider could not be asked for other refunds');
        return change.payment;
      });
    }
    return change.payment;
  };
}
