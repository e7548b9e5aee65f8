import type { Order, OrderReturn } from '@tessera/contracts/api/order';
import { orderReturned } from '@tessera/contracts/events/order-returned';
import { RETURN_DAYS } from '@tessera/contracts/limits';
import type { FieldError } from '@tessera/contracts/problem';
import { DomainError } from '@tessera/service-kit/problem-error';
import { andThen, type Decision, note, unchanged } from './decision.ts';
import type { OwnedOrder } from './order.ts';
import { askForPart, leftToRefund } from './refunds.ts';

const DAY_MS = 86_400_000;

export interface RequestReturn {
  readonly type: 'request-return';
  readonly id: string;
  readonly lines: OrderReturn['lines'];
  readonly reason: string;
}
export interface DecideReturn {
  readonly type: 'decide-return';
  readonly id: string;
  readonly decision: 'received' | 'refused';
  readonly note?: string;
}

/** Throws `illegal-transition` before delivery, `not-returnable` when it is too late or too much. */
export function requestReturn(state: OwnedOrder, { id, lines, reason }: RequestReturn, now: Date): Decision {
  const { order } = state;
  if (order.returns.some((known) => known.id === id)) return unchanged(state);
  assertInTime(order, now);
  const merged = mergeLines(lines);
  assertNotReturned(order, merged);
  const asked: OrderReturn = { id, lines: merged, reason, status: 'requested', requestedAt: now.toISOString() };
  return note(state, { returns: [...order.returns, asked] });
}

/** Goods that arrived give their money back and go on the shelf again. The same decision twice is one. */
export function decideReturn(state: OwnedOrder, command: DecideReturn, now: Date): Decision {
  const { order } = state;
  const asked = order.returns.find(({ id }) => id === command.id);
  if (!asked) throw new DomainError('return-not-found', 'There is no such return.');
  if (asked.status === command.decision) return unchanged(state);
  if (asked.status !== 'requested') throw new DomainError('return-decided', `This return was ${asked.status} already.`);

  const note_ = command.note ? { note: command.note } : {};
  const decided: OrderReturn = { ...asked, ...note_, status: command.decision, decidedAt: now.toISOString() };
  if (command.decision === 'refused') return note(state, replaced(order, decided));

  const amount = moneyFor(order, decided);
  const received = { ...decided, ...(amount > 0 && { refund: { ...order.total, amount } }) };
  const noted = note(state, replaced(order, received));
  const told = { event: orderReturned, order: noted.state.order, return: received } as const;
  return andThen({ ...noted, events: [told] }, (after) =>
    askForPart(after, amount, { ...{ id: decided.id, paymentId: paymentOf(after), now }, reason: 'Returned goods' }),
  );
}

function assertInTime({ status, history }: Order, now: Date): void {
  if (status !== 'delivered') {
    throw new DomainError('illegal-transition', 'Only what has been delivered can be sent back.');
  }
  const delivered = history.findLast((step) => step.status === 'delivered')?.at ?? now.toISOString();
  if (now.getTime() - Date.parse(delivered) > RETURN_DAYS * DAY_MS) {
    throw new DomainError('not-returnable', `Goods can be sent back within ${RETURN_DAYS} days of their delivery.`);
  }
}

/** How many of a product of the order are not on their way back, or back, already. */
export const leftToReturn = ({ lines, returns }: Order, productId: string): number =>
  count(lines, productId) -
  returns.reduce((sum, asked) => sum + (asked.status === 'refused' ? 0 : count(asked.lines, productId)), 0);

const count = (lines: readonly { productId: string; quantity: number }[], productId: string) =>
  lines.reduce((sum, line) => sum + (line.productId === productId ? line.quantity : 0), 0);

function assertNotReturned(order: Order, lines: OrderReturn['lines']): void {
  const errors = lines.flatMap(({ productId, quantity }, at): FieldError[] => {
    const left = leftToReturn(order, productId);
    const message = left > 0 ? `You can send back ${left} at most` : 'There is nothing of this left to send back';
    return quantity > left ? [{ path: `lines.${at}.quantity`, message }] : [];
  });
  if (errors[0]) throw new DomainError('not-returnable', `${errors[0].message}.`, { errors });
}

const mergeLines = (lines: OrderReturn['lines']): OrderReturn['lines'] =>
  [...new Set(lines.map(({ productId }) => productId))].map((productId) => ({
    productId,
    quantity: count(lines, productId),
  }));

/** The price of the goods, and of their shipping once everything came back; never more than is left. */
function moneyFor(order: Order, received: OrderReturn): number {
  const goods = order.lines.reduce(
    (sum, { productId, unitPrice }) => sum + unitPrice.amount * count(received.lines, productId),
    0,
  );
  const back = [...order.returns.filter(({ status }) => status === 'received'), received];
  const isAll = order.lines.every(
    ({ productId, quantity }) => back.reduce((sum, { lines }) => sum + count(lines, productId), 0) >= quantity,
  );
  return Math.min(goods + (isAll ? order.shipping.amount : 0), leftToRefund(order));
}

const replaced = ({ returns }: Order, next: OrderReturn): Partial<Order> => ({
  returns: returns.map((known) => (known.id === next.id ? next : known)),
});

function paymentOf({ order, payment }: OwnedOrder): string {
  if (!payment.id) throw new Error(`Order ${order.id} was delivered without a payment`);
  return payment.id;
}
