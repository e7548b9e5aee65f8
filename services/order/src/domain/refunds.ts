import type { Order, OrderRefund } from '@tessera/contracts/api/order';
import { orderRefunded } from '@tessera/contracts/events/order-refunded';
import { formatMoney } from '@tessera/contracts/format-money';
import type { Money } from '@tessera/contracts/money';
import { DomainError } from '@tessera/service-kit/problem-error';
import { andThen, type Decision, moveTo, note, unchanged } from './decision.ts';
import { type OwnedOrder, wasEver } from './order.ts';

interface Asked {
  readonly id: string;
  readonly reason: string;
  readonly paymentId: string;
  readonly now: Date;
}

/** What may still be given back: nothing that went back, or is asked for, goes back a second time. */
export function leftToRefund({ total, refunded, refunds }: Order): number {
  const asked = refunds.reduce((sum, { amount, status }) => sum + (status === 'refused' ? 0 : amount.amount), 0);
  return total.amount - Math.max(asked, refunded?.amount ?? 0);
}

/** Asks for a part of the money; for nothing, when there is nothing to give. The same `id` is asked for once. */
export function askForPart(state: OwnedOrder, amount: number, { id, paymentId, ...asked }: Asked): Decision {
  const { order } = state;
  if (amount <= 0 || order.refunds.some((refund) => refund.id === id)) return unchanged(state);
  const money = { ...order.total, amount };
  const decided = note(state, { refunds: [...order.refunds, toRefund(id, money, asked)] });
  return { ...decided, refunds: [{ id, paymentId, amount: money }] };
}

/**
 * Asks for all that is left. The call names no amount: what went back without our doing, in the provider's own
 * dashboard, must not make it fail.
 */
export function askForRest(state: OwnedOrder, asked: Asked): Decision {
  const decided = askForPart(state, leftToRefund(state.order), asked);
  return { ...decided, refunds: decided.refunds.map(({ id, paymentId }) => ({ id, paymentId })) };
}

const toRefund = (id: string, amount: Money, { reason, now }: Pick<Asked, 'reason' | 'now'>): OrderRefund => ({
  ...{ id, amount, reason, status: 'asked', askedAt: now.toISOString() },
});

/** What went back in all, as the payment service says it. */
export interface RefundedSum {
  readonly refunded: Money;
  /** Of two sums the one with the larger version is newer. Absent from producers of yesterday. */
  readonly refundVersion?: number | undefined;
}

export interface FailedRefund extends RefundedSum {
  readonly refundId: string;
  /** What the refund was asked for with; the payment's id when it was for all that is left. */
  readonly key: string;
  readonly paymentId: string;
  readonly amount: Money;
  /** It had gone out, and the shopper's bank sent it back. */
  readonly returned: boolean;
}

/** The provider will not give this money back: it can be asked for anew. */
export function failRefund(state: OwnedOrder, failure: FailedRefund, now: Date): Decision {
  const { key, refundId, paymentId, amount, returned } = failure;
  const { order, payment } = state;
  const isRest = key === paymentId;
  // Order and payment service may both have asked for all that is left; whoever was first did it.
  const known =
    order.refunds.find(({ id }) => id === key || id === refundId) ??
    (isRest ? order.refunds.findLast(({ status }) => status === 'asked') : undefined);
  if (known?.failed || !(known || isRest || returned)) return unchanged(state);

  const failed = { status: 'refused', failed: true } as const;
  const reason = isRest ? (order.reason ?? 'The order was cancelled') : 'Given back at the payment provider';
  const unheardOf = known ? [] : [{ ...toRefund(isRest ? key : refundId, amount, { reason, now }), ...failed }];
  const refunds = order.refunds.map((refund) => (refund === known ? { ...refund, ...failed } : refund));
  const noted = note(
    state,
    { refunds: [...refunds, ...unheardOf] },
    { payment: { ...payment, id: payment.id ?? paymentId } },
  );
  return andThen(noted, (after) =>
    isNews(order, failure)
      ? takeRefunded(after, failure, now)
      : note(after, { refunds: covered(after.order.refunds, order.refunded?.amount ?? 0) }),
  );
}

/** Throws `not-paid` and `refund-exceeds-payment`. */
export function assertRefundable({ order }: OwnedOrder, amount: Money): void {
  // Money that came too late for its order is there too, once it could not be given back.
  if (!wasEver(order, 'paid') && order.refunds.length === 0)
    throw new DomainError('not-paid', 'This order was never paid.');
  if (amount.amount < 1) {
    const errors = [{ path: 'amount.amount', message: 'Enter more than nothing' }];
    throw new DomainError('invalid-input', 'Enter what to give back.', { errors });
  }
  const left = leftToRefund(order);
  if (amount.currency === order.total.currency && amount.amount <= left) return;
  const rest = formatMoney({ ...order.total, amount: left });
  throw new DomainError('refund-exceeds-payment', `There is only ${rest} left to give back.`);
}

/** The payment service says how much went back in all. */
export function takeRefunded(state: OwnedOrder, sum: RefundedSum, now: Date): Decision {
  const { order } = state;
  if (!isNews(order, sum)) return unchanged(state);
  const amount = Math.min(sum.refunded.amount, order.total.amount);
  const change = {
    refunded: amount > 0 ? { ...order.total, amount } : undefined,
    refundVersion: sum.refundVersion ?? order.refundVersion,
    refunds: covered(order.refunds, amount),
  };
  if (amount === order.total.amount && order.status !== 'refunded') return finish(state, change, now);
  const noted = note(state, change);
  // As much as before, but news: something was sent back, and as much was given again.
  const given = amount > 0 && amount >= (order.refunded?.amount ?? 0);
  return given ? { ...noted, events: [{ event: orderRefunded, order: noted.state.order }] } : noted;
}

/** News may come late, twice and in any order. Without versions, only a larger sum is taken for newer. */
function isNews({ total, refunded, refundVersion = 0 }: Order, sum: RefundedSum): boolean {
  if (sum.refundVersion !== undefined) return sum.refundVersion > refundVersion;
  return Math.min(sum.refunded.amount, total.amount) > (refunded?.amount ?? 0);
}

/** All of the money is back. What has not left the house is not sent any more. */
function finish(state: OwnedOrder, change: Partial<Order>, now: Date): Decision {
  const inTheHouse = ['pending-payment', 'paid', 'packed'].includes(state.order.status);
  const before = inTheHouse
    ? moveTo(state, 'cancelled', now, { reason: state.order.reason ?? 'The payment was returned' })
    : unchanged(state);
  return andThen(before, (cancelled) => moveTo(cancelled, 'refunded', now, change));
}

/** The payment service has nothing left for a refund that was asked for. */
export function refuseRefund(state: OwnedOrder, id: string): Decision {
  const { refunds } = state.order;
  if (!refunds.some((refund) => refund.id === id && refund.status === 'asked')) return unchanged(state);
  const refused = { status: 'refused' as const };
  return note(state, { refunds: refunds.map((refund) => (refund.id === id ? { ...refund, ...refused } : refund)) });
}

/** What went back in all covers the refunds in the order in which they were asked for. */
function covered(refunds: readonly OrderRefund[], given: number): OrderRefund[] {
  let left = given;
  return refunds.map((refund) => {
    if (refund.status === 'refused') return refund;
    left -= refund.amount.amount;
    return refund.status === 'asked' && left >= 0 ? { ...refund, status: 'given' } : refund;
  });
}
