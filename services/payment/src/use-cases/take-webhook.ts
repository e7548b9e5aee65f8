import type { Logger } from '@tessera/service-kit/logger';
import { DomainError } from '@tessera/service-kit/problem-error';
import type { PaymentRecord } from '../domain/payment.ts';
import type { Notice, Providers, Webhook } from '../domain/payment-provider.ts';
import type { PaymentRepository } from '../domain/payment-repository.ts';
import type { ProviderEvents } from '../domain/provider-events.ts';
import type { RefundRepository } from '../domain/refund-repository.ts';
import { webhooks } from '../metrics.ts';
import type { GiveBack } from './give-back.ts';
import type { ReconcileRefunds } from './reconcile-refunds.ts';
import type { SettlePayment } from './settle-payment.ts';

interface Deps {
  readonly payments: PaymentRepository;
  readonly refunds: RefundRepository;
  readonly events: ProviderEvents;
  readonly providers: Providers;
  readonly settlePayment: SettlePayment;
  readonly reconcileRefunds: ReconcileRefunds;
  readonly giveBack: GiveBack;
  readonly logger: Logger;
}
type Headers = Parameters<Webhook['read']>[1];

/**
 * Takes a provider's message as a hint to ask that provider how things stand, so that it may come late, twice, in any
 * order or not at all. Throws `webhook-forged`, and `provider-unavailable` for it to be sent again.
 */
export function createTakeWebhook(deps: Deps) {
  const { payments, refunds, events, providers, settlePayment, reconcileRefunds, giveBack, logger } = deps;

  const paymentOf = async ({ paymentId, capture }: Notice): Promise<PaymentRecord | null> =>
    (paymentId && (await payments.find(paymentId))) || (capture ? payments.findByCapture(capture) : null);

  const act = async (provider: string, notice: Notice): Promise<'processed' | 'duplicate' | 'ignored'> => {
    const cause = { provider, id: notice.id };
    if (await events.known(cause)) return 'duplicate';
    const refund = notice.refundId ? await refunds.find(notice.refundId) : null;
    if (refund) {
      await giveBack(refund, cause);
      return 'processed';
    }
    const payment = await paymentOf(notice);
    if (payment?.provider !== provider) return 'ignored';
    if (!notice.ofRefund) {
      await settlePayment(payment, cause);
      return 'processed';
    }
    // It may come before we know that the money itself came.
    const taken = payment.capture ? payment : await settlePayment(payment);
    if (taken.capture) await reconcileRefunds(taken, cause);
    return 'processed';
  };

  const failed = (provider: string, err: unknown): never => {
    const forged = err instanceof DomainError;
    webhooks.inc({ provider, result: forged ? 'forged' : 'later' });
    logger.warn({ err, provider }, forged ? 'a webhook was forged' : 'a webhook will be sent again');
    if (forged) throw err;
    throw new DomainError('provider-unavailable', 'Send it again later.', { cause: err });
  };

  return async (provider: string, body: Buffer, headers: Headers): Promise<void> => {
    try {
      const notice = await providers.webhooks.get(provider)?.read(body, headers);
      webhooks.inc({ provider, result: notice ? await act(provider, notice) : 'ignored' });
    } catch (error) {
      failed(provider, error);
    }
  };
}
