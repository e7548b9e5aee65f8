import { type OrderStatus, orderStatus } from '@tessera/contracts/api/order';
import { describe, expect, test } from 'vitest';
import { decide, type OrderCommand } from './decide.ts';
import { EVENT_OF, isSettled, type OwnedOrder, TRANSITIONS } from './order.ts';

const NOW = new Date('2026-11-20T12:00:00.000Z');
const total = { amount: 2490, currency: 'EUR' };
const payment = { id: '01900000-0000-7000-8000-00000000000b' };

/** An order that came to its status on the shortest way. */
function orderIn(status: OrderStatus, ...before: OrderStatus[]): OwnedOrder {
  const history = [...before, status].map((status) => ({ status, at: '2026-11-20T11:00:00.000Z' }));
  return {
    order: {
      id: '01900000-0000-7000-8000-00000000000a',
      number: 'T-7K3M9Q',
      status,
      lines: [],
      email: 'ada@tessera.test',
      shippingAddress: { name: 'Ada', line1: '1 Lane', line2: '', postalCode: '1', city: 'Cork', country: 'IE' },
      subtotal: { amount: 2000, currency: 'EUR' },
      shipping: { amount: 490, currency: 'EUR' },
      total,
      history,
      placedAt: '2026-11-20T11:00:00.000Z',
      version: 3,
    },
    userId: null,
    guestId: '01900000-0000-7000-8000-00000000000c',
    payment: { status: 'processing' },
  };
}

const COMMANDS = {
  cancel: { type: 'cancel', reason: 'You cancelled the order' },
  pack: { type: 'advance', to: 'packed' },
  ship: { type: 'advance', to: 'shipped' },
  deliver: { type: 'advance', to: 'delivered' },
  start: { type: 'payment-started', payment: { ...payment, status: 'requires-action' } },
  succeed: { type: 'payment-succeeded', paymentId: payment.id, amount: total },
  fail: { type: 'payment-failed', paymentId: payment.id, message: 'Declined' },
  refund: { type: 'payment-refunded', paymentId: payment.id },
  expire: { type: 'stock-expired' },
} satisfies Record<string, OrderCommand>;
type Command = keyof typeof COMMANDS;

// What each command makes of an order in each status: the next status, `=` for no change, `!` for a refusal,
// `$` for no change but the money has to go back.
const EXPECTED: Record<OrderStatus, Record<Command, OrderStatus | '=' | '!' | '$' | 'noted'>> = {
  'pending-payment': {
    ...{ cancel: 'cancelled', pack: '!', ship: '!', deliver: '!', start: 'noted' },
    ...{ succeed: 'paid', fail: 'cancelled', refund: 'cancelled', expire: 'cancelled' },
  },
  paid: {
    ...{ cancel: 'cancelled', pack: 'packed', ship: '!', deliver: '!', start: '=' },
    ...{ succeed: '=', fail: '=', refund: 'refunded', expire: 'cancelled' },
  },
  packed: {
    ...{ cancel: '!', pack: '!', ship: 'shipped', deliver: '!', start: '=' },
    ...{ succeed: '=', fail: '=', refund: 'refunded', expire: '=' },
  },
  shipped: {
    ...{ cancel: '!', pack: '!', ship: '!', deliver: 'delivered', start: '=' },
    ...{ succeed: '=', fail: '=', refund: 'refunded', expire: '=' },
  },
  delivered: {
    ...{ cancel: '!', pack: '!', ship: '!', deliver: '!', start: '=' },
    ...{ succeed: '=', fail: '=', refund: 'refunded', expire: '=' },
  },
  cancelled: {
    ...{ cancel: '=', pack: '!', ship: '!', deliver: '!', start: '=' },
    ...{ succeed: '$', fail: '=', refund: 'refunded', expire: '=' },
  },
  refunded: {
    ...{ cancel: '!', pack: '!', ship: '!', deliver: '!', start: '=' },
    ...{ succeed: '=', fail: '=', refund: '=', expire: '=' },
  },
};

const cases = orderStatus.options.flatMap((status) =>
  (Object.keys(COMMANDS) as Command[]).map((command) => ({ status, command, expected: EXPECTED[status][command] })),
);

describe('An order', () => {
  test.each(cases)('$status + $command → $expected', ({ status, command, expected }) => {
    const before = orderIn(status);
    const decided = () => decide(before, COMMANDS[command], NOW);
    if (expected === '!') return expect(decided).toThrow(expect.objectContaining({ code: 'illegal-transition' }));
    const { state, events, refund } = decided();
    expect(refund).toBe(expected === '$' ? payment.id : undefined);
    if (expected === '=' || expected === '$') return expect({ state, events }).toEqual({ state: before, events: [] });

    expect(state.order.version).toBe(4);
    if (expected === 'noted') return expect({ status: state.order.status, events }).toEqual({ status, events: [] });
    expect(TRANSITIONS[status]).toContain(expected);
    expect(state.order.status).toBe(expected);
    expect(state.order.history.at(-1)).toEqual({ status: expected, at: NOW.toISOString() });
    expect(events).toEqual([EVENT_OF[expected]]);
  });

  test('When less than its total was paid, then it is not paid and somebody has to look', () => {
    const command = { ...COMMANDS.succeed, amount: { ...total, amount: total.amount - 1 } };
    expect(() => decide(orderIn('pending-payment'), command, NOW)).toThrow(
      expect.objectContaining({ code: 'payment-mismatch' }),
    );
  });

  test('When a payment is declined, then its message is the reason that the shopper sees', () => {
    const { state } = decide(orderIn('pending-payment'), COMMANDS.fail, NOW);
    expect(state.order.reason).toBe('Declined');
    expect(state.payment).toEqual({ id: payment.id, status: 'failed', message: 'Declined' });
  });

  test.each([COMMANDS.cancel, COMMANDS.expire])(
    'When it is over by $type, then its payment does not wait any more',
    (command) => {
      const waiting = { ...orderIn('pending-payment'), payment: { ...payment, status: 'requires-action' as const } };
      expect(decide(waiting, command, NOW).state.payment).toMatchObject({ id: payment.id, status: 'failed' });
      expect(
        decide({ ...orderIn('paid'), payment: { ...payment, status: 'succeeded' } }, command, NOW).state.payment,
      ).toEqual({ ...payment, status: 'succeeded' });
    },
  );

  test('When it was cancelled and its money came back, then cancelling again is still fine', () => {
    const state = orderIn('refunded', 'paid', 'cancelled');
    expect(decide(state, COMMANDS.cancel, NOW)).toEqual({ state, events: [] });
  });

  test('When it is cancelled after it was paid, then a watcher still waits for the refund', () => {
    expect(isSettled(orderIn('cancelled', 'pending-payment'))).toBe(true);
    expect(isSettled(orderIn('cancelled', 'pending-payment', 'paid'))).toBe(false);
    expect(isSettled(orderIn('refunded', 'paid', 'cancelled'))).toBe(true);
    expect(isSettled(orderIn('shipped', 'paid'))).toBe(false);
  });
});
