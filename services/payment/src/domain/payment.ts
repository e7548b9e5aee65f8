import type { Payment } from '@tessera/contracts/api/payment';
import type { EventDefinition } from '@tessera/contracts/events/event';
import { paymentFailed } from '@tessera/contracts/events/payment-failed';
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
  /** The provider's name for this attempt to pay; null until it has answered. */
  readonly reference: string | null;
  /** Where the shopper goes on, while the payment requires it. */
  readonly redirectUrl: string | null;
  /** The provider's name for the money that it took, which is what refunds refer to; null while it took none. */
  readonly capture: string | null;
  /** Given back so far, in minor units. */
  readonly refunded: number;
  /** Grows whenever `refunded` grows or shrinks, so that others can tell which sum is newer. */
  readonly refundVersion: number;
  /** What is still to be done with the provider, and when a job does it unless somebody has by then. */
  readonly todo: { readonly step: 'settle' | 'abandon'; readonly dueAt: Date } | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a provider says of a charge. `checkAt`: ask again then, unless its webhook has told by then. */
export type Outcome =
  | { readonly status: 'succeeded'; readonly capture: string; readonly reference?: string }
  | {
      readonly status: 'requires-action';
      readonly message: string;
      readonly reference: string;
      readonly redirectUrl?: string;
      readonly checkAt: Date;
    }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'processing'; readonly checkAt: Date; readonly reference?: string };

export type PaymentCommand =
  | { readonly type: 'charged'; readonly outcome: Outcome }
  | { readonly type: 'order-cancelled' };

export interface Decision {
  /** The very same object when nothing changes. */
  readonly payment: PaymentRecord;
  readonly event?: EventDefinition;
  /** Nobody is to have this money: all that is left of it goes back. */
  readonly refundRest?: true;
}

/** Every legal transition. `failed` and `cancelled → refunded`: the money came in spite of it and went back. */
export const TRANSITIONS: Readonly<Record<PaymentStatus, readonly PaymentStatus[]>> = {
  processing: ['processing', 'requires-action', 'succeeded', 'failed', 'cancelled'],
  'requires-action': ['requires-action', 'processing', 'succeeded', 'failed', 'cancelled'],
  succeeded: ['refunded'],
  failed: ['refunded'],
  cancelled: ['refunded'],
  refunded: [],
};

export const isOpen = ({ status }: PaymentRecord): boolean => status === 'processing' || status === 'requires-action';

/** Both are facts: one that comes late or twice changes nothing. */
export function decide(payment: PaymentRecord, command: PaymentCommand, now: Date): Decision {
  if (command.type === 'charged') {
    return isOpen(payment) ? charged(payment, command.outcome, now) : chargedTooLate(payment, command.outcome, now);
  }
  if (payment.status === 'succeeded') return { payment, refundRest: true };
  if (!isOpen(payment)) return { payment };
  const todo = { step: 'abandon', dueAt: now } as const;
  return {
    payment: {
      ...payment,
      status: 'cancelled',
      message: 'The order was cancelled',
      redirectUrl: null,
      todo,
      updatedAt: now,
    },
  };
}

function charged(payment: PaymentRecord, outcome: Outcome, now: Date): Decision {
  const to = (change: Partial<PaymentRecord>): PaymentRecord => ({
    ...payment,
    ...{ redirectUrl: null, message: null, todo: null },
    ...change,
    updatedAt: now,
  });
  switch (outcome.status) {
    case 'succeeded': {
      const { status, capture, reference = payment.reference } = outcome;
      return { payment: to({ status, capture, reference }), event: paymentSucceeded };
    }
    case 'failed':
      return { payment: to({ status: 'failed', message: outcome.message }), event: paymentFailed };
    case 'requires-action': {
      const { status, message, reference, redirectUrl = null, checkAt } = outcome;
      return { payment: to({ status, message, reference, redirectUrl, todo: { step: 'settle', dueAt: checkAt } }) };
    }
    case 'processing': {
      const { status, checkAt, reference = payment.reference } = outcome;
      return { payment: to({ status, reference, todo: { step: 'settle', dueAt: checkAt } }) };
    }
  }
}

/** The order does not wait for this payment any more: what the provider still holds open is closed. */
function chargedTooLate(payment: PaymentRecord, outcome: Outcome, now: Date): Decision {
  if (payment.status !== 'cancelled' && payment.status !== 'failed') return { payment };
  const reference = ('reference' in outcome && outcome.reference) || payment.reference;
  switch (outcome.status) {
    case 'succeeded':
      if (payment.capture) return { payment };
      return {
        payment: { ...payment, reference, capture: outcome.capture, todo: null, updatedAt: now },
        refundRest: true,
      };
    case 'failed':
      return { payment: payment.todo ? { ...payment, todo: null, updatedAt: now } : payment };
    case 'requires-action':
    case 'processing':
      return {
        payment: { ...payment, reference, todo: { step: 'abandon', dueAt: outcome.checkAt }, updatedAt: now },
      };
  }
}
