import type { Order, OrderStatus } from '@tessera/contracts/api/order';
import type { Money } from '@tessera/contracts/money';
import { DomainError } from '@tessera/service-kit/problem-error';
import { LIFE, type News, type OwnedOrder } from './order.ts';

/** Money that must go back. `id` is also the key towards the payment service; without `amount` all that is left. */
export interface RefundCall {
  readonly id: string;
  readonly paymentId: string;
  readonly amount?: Money;
}

export interface Decision {
  /** The very same object when nothing changes. */
  readonly state: OwnedOrder;
  readonly events: readonly News[];
  readonly refunds: readonly RefundCall[];
}

export const unchanged = (state: OwnedOrder): Decision => ({ state, events: [], refunds: [] });

/** Decides on what a decision made of the order. */
export function andThen(first: Decision, next: (state: OwnedOrder) => Decision): Decision {
  const second = next(first.state);
  return {
    state: second.state,
    events: [...first.events, ...second.events],
    refunds: [...first.refunds, ...second.refunds],
  };
}

/** The same status, but something else about the order is new. */
export function note(state: OwnedOrder, change: Partial<Order>, more: Partial<OwnedOrder> = {}): Decision {
  const order = { ...state.order, ...change, version: state.order.version + 1 };
  return unchanged({ ...state, ...more, order });
}

/** Into the next status, with the event that tells of it. Throws `illegal-transition`. */
export function moveTo(
  state: OwnedOrder,
  status: OrderStatus,
  now: Date,
  change: Partial<Order> = {},
  more: Partial<OwnedOrder> = {},
): Decision {
  const { order } = state;
  if (!LIFE[order.status].next.includes(status)) throw illegal(order.status, status);
  const history = [...order.history, { status, at: now.toISOString() }];
  const moved = note(state, { ...change, status, history }, more);
  return { ...moved, events: [{ event: LIFE[status].event, order: moved.state.order }] };
}

export const illegal = (from: OrderStatus, to: OrderStatus) =>
  new DomainError('illegal-transition', `An order that is ${from} can't become ${to}.`);
