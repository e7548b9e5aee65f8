import type { PaymentRecord } from '../domain/payment.ts';
import { type Providers, providerOf } from '../domain/payment-provider.ts';
import type { ProviderEvent } from '../domain/provider-events.ts';
import type { RefundRepository } from '../domain/refund-repository.ts';

export type ReconcileRefunds = ReturnType<typeof createReconcileRefunds>;

/** Asks the provider for all refunds of a payment: somebody may have made one in the provider's dashboard. May be repeated. */
export function createReconcileRefunds({ refunds, providers }: { refunds: RefundRepository; providers: Providers }) {
  return async (payment: PaymentRecord, cause?: ProviderEvent): Promise<PaymentRecord> =>
    refunds.reconcile(payment.id, await providerOf(payment, providers).refunds(payment), cause);
}
