import type { Payment } from '@tessera/contracts/api/payment';
import type { EventDefinition } from '@tessera/contracts/events/event';
import { paymentFailed } from '@tessera/contracts/events/payment-failed';
import { paymentRefunded } from '@tessera/contracts/events/payment-refunded';
import { paymentSucceeded } from '@tessera/contracts/events/payment-succeeded';
import type { CardFace } from './card.ts';

export type PaymentStatus = Payment['status'];

/** The one payment of an order. */
export interface PaymentRecord {
  readonly id: string;
  readonly orderId: string;
  readonly amount: Payment['amount'];
  readonly status: PaymentStatus;
  readonly provider: string;
  /** What the provider charges, in its own terms. */
  readonly instrument: string | null;
  readonly card: CardFace | null;
  readonly message: string | null;
  /** What is still to be done with the provider, and when a job does it unless somebody has by then. */
  readonly todo: { readonly step: 'charge' | 'refund'; readonly dueAt: Date } | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a provider says of a charge. `processing`: ask again at `checkAt`. */
export type Outcome =
  | { readonly status: 'succeeded' }
  | { readonly status: 'requires-action'; readonly message: string }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'processing'; readonly checkAt: Date };

export type PaymentCommand =
  | { readonly type: 'charged'; readonly outcome: Outcome }
  | { readonly type: 'order-cancelled' }
  | { readonly type: 'refunded' };

export interface Decision {
  /** The very same object when nothing changes. */
  readonly payment: PaymentRecord;
  readonly event?: EventDefinition;
}

/** Every legal transition. `cancelled → refunded`: the money came in spite of the cancellation and went back. */
export const TRANSITIONS: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  processing: ['processing', 'requires-action', 'succeeded', 'failed', 'cancelled'],
  'requires-action': ['succeeded', 'failed', 'cancelled'],
  succeeded: ['refunded'],
  failed: [],
  cancelled: ['refunded'],
  refunded: [],
};

/** All three are facts: one that comes late or twice changes nothing. */
export function decide(payment: PaymentRecord, command: PaymentCommand, now: Date): Decision {
  const to = (status: PaymentStatus, change: Partial<PaymentRecord>, event?: EventDefinition): Decision =>
    TRANSITIONS[payment.status].includes(status)
      ? { payment: { ...payment, todo: null, ...change, status, updatedAt: now }, ...(event && { event }) }
      : { payment };
  const refundLater = (): Decision => ({
    payment: { ...payment, todo: { step: 'refund', dueAt: now }, updatedAt: now },
  });

  switch (command.type) {
    case 'charged':
      if (payment.status === 'cancelled' && command.outcome.status === 'succeeded') return refundLater();
      return charged(command.outcome, to);
    case 'order-cancelled':
      if (payment.status === 'succeeded') return payment.todo ? { payment } : refundLater();
      return to('cancelled', { message: 'The order was cancelled' });
    case 'refunded':
      return to('refunded', {}, paymentRefunded);
  }
}

function charged(
  outcome: Outcome,
  to: (status: PaymentStatus, change: Partial<PaymentRecord>, event?: EventDefinition) => Decision,
): Decision {
  switch (outcome.status) {
    case 'succeeded':
      return to('succeeded', { message: null }, paymentSucceeded);
    case 'failed':
      return to('failed', { message: outcome.message }, paymentFailed);
    case 'requires-action':
      return to('requires-action', { message: outcome.message });
    case 'processing':
      return to('processing', { todo: { step: 'charge', dueAt: outcome.checkAt } });
  }
}
