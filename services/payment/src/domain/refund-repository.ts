import type { PaymentRecord } from './payment.ts';
import type { ProviderEvent } from './provider-events.ts';
import type { KnownRefund, RefundDecision, RefundOutcome, RefundRecord, RefundRequest } from './refund.ts';

export interface RefundRepository {
  /** Plans under the payment's lock and stores the refund. Null when nothing is left. Throws as `planRefund` does. */
  open(paymentId: string, request: RefundRequest): Promise<RefundRecord | null>;
  find(id: string): Promise<RefundRecord | null>;
  /** Decides under the payment's lock and stores refund, payment and event in one transaction, once for a `cause`. */
  change(
    id: string,
    outcome: RefundOutcome,
    cause?: ProviderEvent,
  ): Promise<RefundDecision & { readonly payment: PaymentRecord }>;
  /** The same for all that the provider knows of a payment; what nobody asked for here is noted. */
  reconcile(paymentId: string, known: readonly KnownRefund[], cause?: ProviderEvent): Promise<PaymentRecord>;
  /** Refunds that wait, each handed to one process only; they come back, later each time, until they are settled. */
  takeDue(limit: number): Promise<RefundRecord[]>;
}
