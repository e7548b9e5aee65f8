import { type OrderStatus, orderStatus } from '@tessera/contracts/api/order';
import { DomainError } from '@tessera/service-kit/problem-error';
import { describe, expect, test } from 'vitest';
import { decide, type OrderCommand } from './decide.ts';
import { isSettled, LIFE, type OwnedOrder } from './order.ts';

const NOW = new Date('2026-11-20T12:00:00.000Z');
const total = { amount: 2490, currency: 'EUR' };
const payment = { id: '01900000-0000-7000-8000-00000000000b' };
const REFUND = '01900000-0000-7000-8000-00000000000d';
const RETURN = '01900000-0000-7000-8000-00000000000e';

/** An order that came to its status on the shortest way that passes `before`. */
function orderIn(status: OrderStatus, ...before: OrderStatus[]): OwnedOrder {
  const history = [...(before.length > 0 ? before : WAY[status]), status].map((status) => ({
    ...{ status, at: '2026-11-20T11:00:00.000Z' },
  }));
  const wasPaid = history.some((step) => step.status === 'paid');
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
      ...(status === 'refunded' && { refunded: total }),
      refunds: [],
      returns: [],
      placedAt: '2026-11-20T11:00:00.000Z',
      version: 3,
    },
    userId: null,
    guestId: '01900000-0000-7000-8000-00000000000c',
    payment: wasPaid ? { ...payment, status: 'succeeded' } : { status: 'processing' },
  };
}

const WAY: Record<OrderStatus, OrderStatus[]> = {
  'pending-payment': [],
  paid: ['pending-payment'],
  packed: ['pending-payment', 'paid'],
  shipped: ['pending-payment', 'paid', 'packed'],
  delivered: ['pending-payment', 'paid', 'packed', 'shipped'],
  cancelled: ['pending-payment'],
  refunded: ['pending-payment', 'paid', 'cancelled'],
};

const COMMANDS = {
  cancel: { type: 'cancel', reason: 'You cancelled the order' },
  pack: { type: 'advance', to: 'packed' },
  ship: { type: 'advance', to: 'shipped' },
  deliver: { type: 'advance', to: 'delivered' },
  start: { type: 'payment-started', payment: { ...payment, status: 'requires-action' } },
  succeed: { type: 'payment-succeeded', paymentId: payment.id, amount: total },
  fail: { type: 'payment-failed', paymentId: payment.id, message: 'Declined' },
  refunded: { type: 'payment-refunded', refunded: total },
  partly: { type: 'payment-refunded', refunded: { ...total, amount: 90 } },
  expire: { type: 'stock-expired' },
  sellOut: { type: 'stock-sold-out' },
  hang: { type: 'payment-expired' },
  give: { type: 'refund', id: REFUND, amount: { ...total, amount: 90 }, reason: 'A scratch' },
  giveAll: { type: 'refund', id: REFUND, amount: total, reason: 'Never mind' },
  sendBack: { type: 'request-return', id: RETURN, lines: [], reason: 'Too small' },
} satisfies Record<string, OrderCommand>;
type Command = keyof typeof COMMANDS;

// What each command makes of an order in each status: the statuses that it goes through, `=` for no change, `noted` for
// the same status with something new, or the code of the refusal. `$` means that the money has to go back.
const NO = 'illegal-transition';
const EXPECTED: Record<OrderStatus, Record<Command, string>> = {
  'pending-payment': {
    ...{ cancel: 'cancelled', pack: NO, ship: NO, deliver: NO, start: 'noted' },
    ...{ succeed: 'paid', fail: 'cancelled', refunded: 'cancelled refunded', partly: 'noted' },
    ...{ expire: 'cancelled', sellOut: '=', hang: 'cancelled', give: 'not-paid', giveAll: 'not-paid', sendBack: NO },
  },
  paid: {
    ...{ cancel: 'cancelled $', pack: 'packed', ship: NO, deliver: NO, start: '=' },
    ...{ succeed: '=', fail: '=', refunded: 'cancelled refunded', partly: 'noted' },
    ...{ expire: '=', sellOut: 'cancelled $', hang: '=', give: 'noted $', giveAll: 'cancelled $', sendBack: NO },
  },
  packed: {
    ...{ cancel: NO, pack: NO, ship: 'shipped', deliver: NO, start: '=' },
    ...{ succeed: '=', fail: '=', refunded: 'cancelled refunded', partly: 'noted' },
    ...{ expire: '=', sellOut: 'cancelled $', hang: '=', give: 'noted $', giveAll: 'cancelled $', sendBack: NO },
  },
  shipped: {
    ...{ cancel: NO, pack: NO, ship: NO, deliver: 'delivered', start: '=' },
    ...{ succeed: '=', fail: '=', refunded: 'refunded', partly: 'noted' },
    ...{ expire: '=', sellOut: '=', hang: '=', give: 'noted $', giveAll: 'noted $', sendBack: NO },
  },
  delivered: {
    ...{ cancel: NO, pack: NO, ship: NO, deliver: NO, start: '=' },
    ...{ succeed: '=', fail: '=', refunded: 'refunded', partly: 'noted' },
    ...{ expire: '=', sellOut: '=', hang: '=', give: 'noted $', giveAll: 'noted $', sendBack: 'noted' },
  },
  cancelled: {
    ...{ cancel: '=', pack: NO, ship: NO, deliver: NO, start: '=' },
    ...{ succeed: 'noted $', fail: '=', refunded: 'refunded', partly: 'noted' },
    ...{ expire: '=', sellOut: '=', hang: '=', give: 'not-paid', giveAll: 'not-paid', sendBack: NO },
  },
  refunded: {
    ...{ cancel: '=', pack: NO, ship: NO, deliver: NO, start: '=' },
    ...{ succeed: '=', fail: '=', refunded: '=', partly: '=' },
    ...{ expire: '=', sellOut: '=', hang: '=', sendBack: NO },
    ...{ give: 'refund-exceeds-payment', giveAll: 'refund-exceeds-payment' },
  },
};

const cases = orderStatus.options.flatMap((status) =>
  (Object.keys(COMMANDS) as Command[]).map((command) => ({ status, command, expected: EXPECTED[status][command] })),
);

/** All but the refusals. */
const accepted = cases.filter(({ expected }) => !expected.includes('-'));

/** In the words of the table above. */
function outcome(before: OwnedOrder, command: OrderCommand): string {
  try {
    const { state, refunds } = decide(before, command, NOW);
    if (state === before) return '=';
    const steps = state.order.history.slice(before.order.history.length).map(({ status }) => status);
    return [...(steps.length > 0 ? steps : ['noted']), ...refunds.map(() => '$')].join(' ');
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

describe('An order', () => {
  test.each(cases)('$status + $command → $expected', ({ status, command, expected }) => {
    expect(outcome(orderIn(status), COMMANDS[command])).toBe(expected);
  });

  test.each(accepted)(
    '$status + $command goes only where the table leads, and tells of every step',
    ({ status, command }) => {
      const before = orderIn(status);
      const { state, events } = decide(before, COMMANDS[command], NOW);
      const steps = state.order.history.slice(before.order.history.length);
      const path = [status, ...steps.map((step) => step.status)];
      for (const [at, next] of path.slice(1).entries()) expect(LIFE[path[at] ?? status].next).toContain(next);
      expect(state.order.status).toBe(path.at(-1));
      expect(steps.every(({ at }) => at === NOW.toISOString())).toBe(true);
      const told = events.filter(({ order }) => order.history.length > before.order.history.length);
      expect(told.map(({ event, order }) => [event.type, order.status])).toEqual(
        steps.map((step) => [LIFE[step.status].event.type, step.status]),
      );
      if (state !== before) expect(state.order.version).toBeGreaterThan(before.order.version);
    },
  );

  test('When money went back, then it covers the refunds in the order in which they were asked for', () => {
    const asked = (id: string, amount: number) =>
      ({ type: 'refund', id, amount: { ...total, amount }, reason: 'Sorry' }) as const;
    const refunded = (amount: number) => ({ type: 'payment-refunded', refunded: { ...total, amount } }) as const;
    const after = (state: OwnedOrder, command: OrderCommand) => decide(state, command, NOW).state;
    const both = [asked(REFUND, 500), asked(RETURN, 700)].reduce(after, orderIn('shipped'));
    const statuses = ({ order }: OwnedOrder) => order.refunds.map(({ status }) => status);
    expect(statuses(after(both, refunded(499)))).toEqual(['asked', 'asked']);
    expect(statuses(after(both, refunded(500)))).toEqual(['given', 'asked']);
    expect(statuses(after(both, refunded(1200)))).toEqual(['given', 'given']);
    const refused = after(both, { type: 'refund-refused', id: REFUND });
    expect(statuses(after(refused, refunded(700)))).toEqual(['refused', 'given']);
    expect(() => decide(both, asked(payment.id, 1291), NOW)).toThrow('€12.90');
  });

  describe('When the provider will not give money back', () => {
    const ELSEWHERE = '01900000-0000-7000-8000-00000000000f';
    const failed = (key: string, amount: number) => ({
      ...({ type: 'refund-failed', key, refundId: ELSEWHERE, paymentId: payment.id, returned: false } as const),
      ...{ amount: { ...total, amount }, refunded: { ...total, amount: 0 }, refundVersion: 0 },
    });
    const sentBack = (key: string, amount: number, inAll = 0, refundVersion = 2) => ({
      ...{ ...failed(key, amount), returned: true, refunded: { ...total, amount: inAll }, refundVersion },
    });
    const asked = (id: string, amount: number) =>
      ({ type: 'refund', id, amount: { ...total, amount }, reason: 'Sorry' }) as const;
    const refunded = (amount: number, refundVersion?: number) =>
      ({ type: 'payment-refunded', refunded: { ...total, amount }, refundVersion }) as const;
    const after = (state: OwnedOrder, ...commands: OrderCommand[]) =>
      commands.reduce((before, command) => decide(before, command, NOW).state, state);
    const seen = ({ order }: OwnedOrder) =>
      order.refunds.map(({ status, failed }) => (failed ? `${status}, failed` : status));

    test('then the refund says so, once, and its money can be asked for anew', () => {
      const state = after(orderIn('shipped'), asked(REFUND, 2490), failed(REFUND, 2490));
      expect(seen(state)).toEqual(['refused, failed']);
      expect(outcome(state, failed(REFUND, 2490))).toBe('=');
      expect(outcome(state, asked(RETURN, 2490))).toBe('noted $');
      expect(seen(after(state, asked(RETURN, 2490), refunded(2490)))).toEqual(['refused, failed', 'given']);
    });

    test('then what another refund brought is not taken for this one’s', () => {
      const state = after(orderIn('shipped'), asked(REFUND, 500), asked(RETURN, 700), refunded(700));
      expect(seen(state)).toEqual(['given', 'asked']);
      expect(seen(after(state, failed(REFUND, 500)))).toEqual(['refused, failed', 'given']);
    });

    test.each([payment.id, REFUND])('for an order that was called off, then it can be asked for anew (%s)', (key) => {
      const state = after(orderIn('paid'), asked(REFUND, 2490), failed(key, 2490));
      expect([state.order.status, ...seen(state)]).toEqual(['cancelled', 'refused, failed']);
      const again = after(state, asked(RETURN, 2490), refunded(2490));
      expect([again.order.status, ...seen(again)]).toEqual(['refunded', 'refused, failed', 'given']);
    });

    test('that came too late for an order which has never heard of it, then it hears of it so', () => {
      const state = after(orderIn('cancelled'), failed(payment.id, 2490));
      expect(seen(state)).toEqual(['refused, failed']);
      expect(outcome(state, asked(RETURN, 2490))).toBe('noted $');
    });

    test('but the shopper’s bank sends it back, then it is not given any more, and can be asked for anew', () => {
      const state = after(orderIn('shipped'), asked(REFUND, 2490), refunded(2490), sentBack(REFUND, 2490));
      expect([state.order.status, state.order.refunded, ...seen(state)]).toEqual([
        ...['refunded', undefined, 'refused, failed'],
      ]);
      const again = after(state, asked(RETURN, 2490), refunded(2490));
      expect([again.order.refunded, ...seen(again)]).toEqual([total, 'refused, failed', 'given']);
    });

    test('that somebody asked for elsewhere, then it is none of the order’s', () => {
      const state = after(orderIn('shipped'), asked(REFUND, 500));
      expect(outcome(state, failed('re_elsewhere', 700))).toBe('=');
    });

    test('that somebody gave elsewhere and the bank sent back, then the order says so, once', () => {
      const state = after(orderIn('shipped'), refunded(700, 1), sentBack('re_elsewhere', 700));
      expect([state.order.refunded, ...seen(state)]).toEqual([undefined, 'refused, failed']);
      expect(state.order.refunds).toMatchObject([{ id: ELSEWHERE, amount: { amount: 700 } }]);
      expect(outcome(state, sentBack('re_elsewhere', 700))).toBe('=');
      expect(outcome(state, asked(RETURN, 2490))).toBe('noted $');
    });

    test('and older news of it comes again or late, then what is newer stands', () => {
      const state = after(orderIn('shipped'), asked(REFUND, 2000), refunded(2000, 1), sentBack(REFUND, 2000));
      expect(outcome(state, refunded(2000, 1))).toBe('=');
      const late = after(orderIn('shipped'), asked(REFUND, 2000), sentBack(REFUND, 2000), refunded(2000, 1));
      for (const { order } of [state, late]) expect(order.refunded).toBeUndefined();
      expect(outcome(state, asked(RETURN, 2490))).toBe('noted $');
    });

    test('and as much of another goes out, then in any order of the news that one is given', () => {
      const before = after(orderIn('shipped'), asked(REFUND, 1000), asked(RETURN, 1000), refunded(1000, 1));
      for (const news of [
        [sentBack(REFUND, 1000), refunded(1000, 3)],
        [refunded(1000, 3), sentBack(REFUND, 1000)],
        [refunded(0, 2), refunded(1000, 3), sentBack(REFUND, 1000)],
      ]) {
        const state = after(before, ...news);
        expect([state.order.refunded?.amount, ...seen(state)]).toEqual([1000, 'refused, failed', 'given']);
      }
      const { events } = decide(before, refunded(1000, 3), NOW);
      expect(events.map(({ event }) => event.type)).toEqual(['order.refunded']);
    });

    test('but of others that it gave nobody has heard yet, then this news brings them', () => {
      const before = after(orderIn('shipped'), asked(REFUND, 500), asked(RETURN, 1990));
      const news = { ...failed(REFUND, 500), refunded: { ...total, amount: 1990 }, refundVersion: 1 };
      const { state, events } = decide(before, news, NOW);
      expect([state.order.refunded?.amount, ...seen(state)]).toEqual([1990, 'refused, failed', 'given']);
      expect(events.map(({ event }) => event.type)).toEqual(['order.refunded']);
      expect(outcome(state, refunded(1990, 1))).toBe('=');
    });
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

  test.each(['paid', 'packed'] as const)('When it is %s and sold out, then its money goes back, once', (status) => {
    const { state, refunds } = decide(orderIn(status), COMMANDS.sellOut, NOW);
    expect(refunds).toMatchObject([{ id: payment.id }]);
    expect(state.order.reason).toContain('too late');
    expect(outcome(state, COMMANDS.sellOut)).toBe('=');
  });

  test('When it was cancelled and its money came back, then cancelling again is still fine', () => {
    const state = orderIn('refunded', 'paid', 'cancelled');
    expect(outcome(state, COMMANDS.cancel)).toBe('=');
  });

  test('When it is cancelled after it was paid, then a watcher still waits for the refund', () => {
    expect(isSettled(orderIn('cancelled', 'pending-payment'))).toBe(true);
    expect(isSettled(orderIn('cancelled', 'pending-payment', 'paid'))).toBe(false);
    expect(isSettled(orderIn('refunded', 'paid', 'cancelled'))).toBe(true);
    expect(isSettled(orderIn('shipped', 'paid'))).toBe(false);
  });
});
