import type { tracking } from '@tessera/contracts/api/order';
import type { Money } from '@tessera/contracts/money';
import { DomainError } from '@tessera/service-kit/problem-error';
import type { z } from 'zod';
import { andThen, type Decision, illegal, moveTo, note, unchanged } from './decision.ts';
import { isCancelledAlready, LIFE, type OwnedOrder, wasEver } from './order.ts';
import {
  askForPart,
  askForRest,
  assertRefundable,
  type FailedRefund,
  failRefund,
  leftToRefund,
  type RefundedSum,
  refuseRefund,
  takeRefunded,
} from './refunds.ts';
import { type DecideReturn, decideReturn, type RequestReturn, requestReturn } from './returns.ts';

/**
 * `cancel`, `advance`, `refund` and the returns are wishes and may be refused. The others are facts from elsewhere, which
 * may come late, twice or in any order: one that no longer matters changes nothing.
 */
export type OrderCommand =
  | { readonly type: 'cancel'; readonly reason: string }
  | Advance
  | { readonly type: 'refund'; readonly id: string; readonly amount: Money; readonly reason: string }
  | RequestReturn
  | DecideReturn
  | {
      readonly type: 'payment-started';
      readonly payment: OwnedOrder['payment'] & { readonly status: 'processing' | 'requires-action' };
    }
  | { readonly type: 'payment-succeeded'; readonly paymentId: string; readonly amount: Money }
  | { readonly type: 'payment-failed'; readonly paymentId?: string; readonly message: string }
  | ({ readonly type: 'payment-refunded' } & RefundedSum)
  | { readonly type: 'refund-refused'; readonly id: string }
  | ({ readonly type: 'refund-failed' } & FailedRefund)
  | { readonly type: 'stock-expired' }
  | { readonly type: 'stock-sold-out' }
  | { readonly type: 'payment-expired' };

interface Advance {
  readonly type: 'advance';
  readonly to: 'packed' | 'shipped' | 'delivered';
  readonly tracking?: z.infer<typeof tracking>;
  /** The order as it was read by whoever wishes this. */
  readonly version?: number;
}

const NOT_IN_TIME = 'The order was not paid in time';
const TOO_LATE = 'The payment came too late to keep the items for you';

export function decide(state: OwnedOrder, command: OrderCommand, now: Date): Decision {
  const { order } = state;
  switch (command.type) {
    case 'cancel':
      if (isCancelledAlready(state)) return unchanged(state);
      if (!LIFE[order.status].cancellable) throw illegal(order.status, 'cancelled');
      return callOff(state, command.reason, now);
    case 'advance':
      return advance(state, command, now);
    case 'refund':
      return refund(state, command, now);
    case 'request-return':
      return requestReturn(state, command, now);
    case 'decide-return':
      return decideReturn(state, command, now);
    case 'payment-started':
      return order.status === 'pending-payment' ? recordPayment(state, command.payment) : unchanged(state);
    case 'payment-succeeded':
      return takePayment(state, command, now);
    case 'payment-failed': {
      if (order.status !== 'pending-payment') return unchanged(state);
      const { paymentId: id = state.payment.id, message } = command;
      return moveTo(state, 'cancelled', now, { reason: message }, { payment: { id, status: 'failed', message } });
    }
    case 'payment-refunded':
      return takeRefunded(state, command, now);
    case 'refund-refused':
      return refuseRefund(state, command.id);
    case 'refund-failed':
      return failRefund(state, command, now);
    case 'stock-sold-out':
      return order.status === 'paid' || order.status === 'packed' ? callOff(state, TOO_LATE, now) : unchanged(state);
    case 'stock-expired':
    case 'payment-expired':
      // For a paid order the product service takes the goods again when it hears of that, or tells that they are sold out.
      return order.status === 'pending-payment' ? callOff(state, NOT_IN_TIME, now) : unchanged(state);
  }
}

/** A payment that still waited will not be taken any more; one that was taken goes back. */
function callOff(state: OwnedOrder, reason: string, now: Date, refundId = state.payment.id): Decision {
  const waits = state.order.status === 'pending-payment';
  const payment = { ...state.payment, status: 'failed', message: reason } as const;
  const cancelled = moveTo(state, 'cancelled', now, { reason }, waits ? { payment } : {});
  const paymentId = state.payment.id;
  if (!wasEver(state.order, 'paid') || !paymentId || !refundId) return cancelled;
  return andThen(cancelled, (after) => askForRest(after, { id: refundId, paymentId, reason, now }));
}

function advance(state: OwnedOrder, { to, tracking, version }: Advance, now: Date): Decision {
  if (version !== undefined && version !== state.order.version) {
    throw new DomainError('version-conflict', 'The order has changed since you looked. Look again.');
  }
  if (tracking && to !== 'shipped') {
    const errors = [{ path: 'tracking', message: 'Only a parcel that leaves has a number' }];
    throw new DomainError('invalid-input', 'Only a parcel that leaves has a tracking number.', { errors });
  }
  return moveTo(state, to, now, tracking ? { tracking } : {});
}

/** All the money for goods that have not left the house is a cancellation: they must not leave meanwhile. */
function refund(state: OwnedOrder, command: Extract<OrderCommand, { type: 'refund' }>, now: Date): Decision {
  const { order, payment } = state;
  const { id, amount, reason } = command;
  if (order.refunds.some((known) => known.id === id)) return unchanged(state);
  assertRefundable(state, amount);
  if (!payment.id) throw new Error(`Order ${order.id} was paid by nobody knows what`);
  const inTheHouse = order.status === 'paid' || order.status === 'packed';
  if (inTheHouse && amount.amount === leftToRefund(order)) return callOff(state, reason, now, id);
  return askForPart(state, amount.amount, { id, paymentId: payment.id, reason, now });
}

function takePayment(
  state: OwnedOrder,
  { paymentId, amount }: { readonly paymentId: string; readonly amount: Money },
  now: Date,
): Decision {
  const { order } = state;
  if (order.status === 'cancelled') {
    return askForRest(state, { id: paymentId, paymentId, reason: order.reason ?? 'The order was cancelled', now });
  }
  if (order.status !== 'pending-payment') return unchanged(state);
  assertPaidInFull(state, amount);
  return moveTo(state, 'paid', now, {}, { payment: { id: paymentId, status: 'succeeded' } });
}

function recordPayment(state: OwnedOrder, payment: OwnedOrder['payment']): Decision {
  const { id, status, redirectUrl } = state.payment;
  const known = id === payment.id && status === payment.status && redirectUrl === payment.redirectUrl;
  return known ? unchanged(state) : note(state, {}, { payment });
}

/** Never ship for less than was asked; an operator has to look at such a payment. */
function assertPaidInFull({ order }: OwnedOrder, amount: Money): void {
  if (amount.amount !== order.total.amount || amount.currency !== order.total.currency) {
    throw new DomainError('payment-mismatch', `Order ${order.id} was paid with another amount than its total.`);
  }
}
