import { DomainError } from '@tessera/service-kit/problem-error';
import type { PaymentRecord } from './payment.ts';

/** Money on its way back. Its id is what the provider knows the call by, so that a repeat gives nothing twice. */
export interface RefundRecord {
  readonly id: string;
  readonly paymentId: string;
  /** Who asks again with it gets this refund, not another one. */
  readonly key: string;
  /** What was asked for, in minor units; null for all that was left. */
  readonly asked: number | null;
  /** Minor units, of the payment's currency. */
  readonly amount: number;
  readonly status: 'pending' | 'succeeded' | 'failed';
  /** The provider's name for it; null until it has answered. */
  readonly reference: string | null;
  /** Why it failed for good, for operators. */
  readonly reason: string | null;
  readonly createdAt: Date;
}

/** What a provider says of a refund. `failed` is for good: only a person can mend it. */
export type RefundOutcome =
  | { readonly status: 'succeeded'; readonly reference: string }
  | { readonly status: 'pending'; readonly reference: string }
  | { readonly status: 'failed'; readonly reason: string; readonly reference?: string };

/** A refund as the provider knows it, whoever asked for it: we, or somebody in its own dashboard. */
export interface KnownRefund {
  readonly reference: string;
  /** Its id here, when we asked for it. */
  readonly refundId?: string;
  /** Minor units, of the payment's currency. */
  readonly amount: number;
  readonly outcome: RefundOutcome;
}

export interface RefundRequest {
  readonly key: string;
  /** Absent: all that is left. */
  readonly amount?: PaymentRecord['amount'];
}

/**
 * What can still be given back: refunds under way count as given. Those of the provider's dashboard are not planned here, so
 * that all together may be too much until ours are refused.
 */
export const leftOf = (payment: PaymentRecord, refunds: readonly RefundRecord[]): number =>
  Math.max(
    0,
    refunds.reduce((left, { status, amount }) => (status === 'failed' ? left : left - amount), payment.amount.amount),
  );

/**
 * How much a request gives back, in minor units, or the refund that it asked for before; 0 when all is given already.
 * Throws `payment-not-captured`, `refund-exceeds-payment` and `idempotency-key-reused`.
 */
export function planRefund(
  payment: PaymentRecord,
  refunds: readonly RefundRecord[],
  { key, amount }: RefundRequest,
): number | RefundRecord {
  const known = refunds.find((refund) => refund.key === key);
  if (known && known.asked !== (amount?.amount ?? null)) {
    throw new DomainError('idempotency-key-reused', 'This key asked for another amount before.');
  }
  if (known) return known;
  if (!payment.capture) throw new DomainError('payment-not-captured', 'No money was taken that could be given back.');
  const left = leftOf(payment, refunds);
  if (!amount) return left;
  if (amount.currency !== payment.amount.currency || amount.amount > left) {
    throw new DomainError('refund-exceeds-payment', 'That is more than what is left of the payment.');
  }
  return amount.amount;
}

export interface RefundDecision {
  /** The very same object when nothing changes. */
  readonly refund: RefundRecord;
  /** In minor units: by how much more, or less, the payment is refunded now. */
  readonly moved: number;
}

/**
 * `succeeded → failed`: a bank refused the money days later, and it is here again. A failure without `reference` is of one
 * call only: when the provider names the refund, another call has made it.
 */
export function decideRefund(refund: RefundRecord, outcome: RefundOutcome): RefundDecision {
  const { status, reference = null } = outcome;
  if (status === 'failed') {
    if (refund.status === 'failed' || (refund.reference && !reference)) return { refund, moved: 0 };
    const moved = refund.status === 'succeeded' ? -refund.amount : 0;
    return { refund: { ...refund, status, reference, reason: outcome.reason }, moved };
  }
  const known = refund.reference && (refund.status === 'failed' || refund.status === status);
  if (known || refund.status === 'succeeded') return { refund, moved: 0 };
  return {
    refund: { ...refund, status, reference, reason: null },
    moved: status === 'succeeded' ? refund.amount : 0,
  };
}

/** The payment after money went back: `refunded` once it is all, and not any more when some of it came again. */
export function withRefunded(payment: PaymentRecord, moved: number, now: Date): PaymentRecord {
  const refunded = payment.refunded + moved;
  const all = refunded === payment.amount.amount;
  const status = all ? 'refunded' : payment.status === 'refunded' ? 'succeeded' : payment.status;
  return { ...payment, refunded, refundVersion: payment.refundVersion + 1, status, updatedAt: now };
}
