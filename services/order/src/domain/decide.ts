import type { OrderStatus } from '@tessera/contracts/api/order';
import type { Money } from '@tessera/contracts/money';
import { DomainError } from '@tessera/service-kit/problem-error';
import { EVENT_OF, isCancelledAlready, type OrderEvent, type OwnedOrder, TRANSITIONS } from './order.ts';

/**
 * `cancel` and `advance` are wishes and may be refused. The others are facts from elsewhere, which may come late,
 * twice or in any order: one that no longer matters changes nothing.
 */
export type OrderCommand =
  | { readonly type: 'cancel'; readonly reason: string }
  | { readonly type: 'advance'; readonly to: 'packed' | 'shipped' | 'delivered' }
  | {
      readonly type: 'payment-started';
      readonly payment: { readonly id: string; readonly status: 'processing' | 'requires-action' };
    }
  | { readonly type: 'payment-succeeded'; readonly paymentId: string; readonly amount: Money }
  | { readonly type: 'payment-failed'; readonly paymentId?: string; readonly message: string }
  | { readonly type: 'payment-refunded'; readonly paymentId: string }
  | { readonly type: 'stock-expired' };

export interface Decision {
  /** The very same object when nothing changes. */
  readonly state: OwnedOrder;
  readonly events: readonly OrderEvent[];
  /** Id of a payment whose money must go back. */
  readonly refund?: string;
}

const NOT_IN_TIME = 'The order was not paid in time';

export function decide(state: OwnedOrder, command: OrderCommand, now: Date): Decision {
  const { order } = state;
  const to = (status: OrderStatus, change: Partial<OwnedOrder> = {}, reason?: string) =>
    transition(state, status, now, change, reason);
  switch (command.type) {
    case 'cancel':
      return isCancelledAlready(state)
        ? unchanged(state)
        : to('cancelled', unpaid(state, command.reason), command.reason);
    case 'advance':
      return to(command.to);
    case 'payment-started':
      return order.status === 'pending-payment' ? recordPayment(state, command.payment) : unchanged(state);
    case 'payment-succeeded': {
      if (order.status === 'cancelled') return { ...unchanged(state), refund: command.paymentId };
      if (order.status !== 'pending-payment') return unchanged(state);
      assertPaidInFull(state, command.amount);
      return to('paid', { payment: { id: command.paymentId, status: 'succeeded' } });
    }
    case 'payment-failed': {
      if (order.status !== 'pending-payment') return unchanged(state);
      const payment = {
        id: command.paymentId ?? state.payment.id,
        status: 'failed' as const,
        message: command.message,
      };
      return to('cancelled', { payment }, command.message);
    }
    case 'payment-refunded':
      if (order.status === 'refunded') return unchanged(state);
      // The news of the success is still on its way: the stock must be freed, which a cancellation does.
      if (order.status === 'pending-payment') return to('cancelled', {}, 'The payment was returned');
      return to('refunded');
    case 'stock-expired':
      if (order.status === 'pending-payment') return to('cancelled', unpaid(state, NOT_IN_TIME), NOT_IN_TIME);
      // The hold ran out while the payment came in: the goods may be sold to somebody else by now.
      if (order.status === 'paid') return to('cancelled', {}, 'The payment came too late to keep the items for you');
      return unchanged(state);
  }
}

const unchanged = (state: OwnedOrder): Decision => ({ state, events: [] });

/** A payment that still waited will not be taken any more. */
const unpaid = ({ order, payment }: OwnedOrder, message: string): Partial<OwnedOrder> =>
  order.status === 'pending-payment' ? { payment: { ...payment, status: 'failed', message } } : {};

function transition(
  state: OwnedOrder,
  status: OrderStatus,
  now: Date,
  change: Partial<OwnedOrder>,
  reason?: string,
): Decision {
  const { order } = state;
  if (!TRANSITIONS[order.status].includes(status)) {
    throw new DomainError('illegal-transition', `An order that is ${order.status} can't become ${status}.`);
  }
  const next = {
    ...order,
    ...(reason && { reason }),
    status,
    version: order.version + 1,
    history: [...order.history, { status, at: now.toISOString() }],
  };
  return { state: { ...state, ...change, order: next }, events: [EVENT_OF[status]] };
}

function recordPayment(state: OwnedOrder, payment: OwnedOrder['payment']): Decision {
  if (state.payment.id === payment.id && state.payment.status === payment.status) return unchanged(state);
  const order = { ...state.order, version: state.order.version + 1 };
  return { state: { ...state, order, payment }, events: [] };
}

/** Never ship for less than was asked; an operator has to look at such a payment. */
function assertPaidInFull({ order }: OwnedOrder, amount: Money): void {
  if (amount.amount !== order.total.amount || amount.currency !== order.total.currency) {
    throw new DomainError('payment-mismatch', `Order ${order.id} was paid with another amount than its total.`);
  }
}
