import { paymentStatus } from '@tessera/contracts/api/payment';
import { describe, expect, test } from 'vitest';
import { decide, type PaymentCommand, type PaymentRecord, type PaymentStatus, TRANSITIONS } from './payment.ts';

const NOW = new Date('2026-11-20T12:00:00.000Z');
const LATER = new Date('2026-11-20T12:00:05.000Z');

const paymentIn = (status: PaymentStatus): PaymentRecord => ({
  id: '01900000-0000-7000-8000-00000000000b',
  orderId: '01900000-0000-7000-8000-00000000000a',
  amount: { amount: 2490, currency: 'EUR' },
  status,
  provider: 'sandbox',
  instrument: 'succeeds',
  card: { brand: 'Visa', last4: '4242' },
  message: null,
  todo: status === 'processing' ? { step: 'charge', dueAt: NOW } : null,
  createdAt: NOW,
  updatedAt: NOW,
});

const COMMANDS = {
  succeed: { type: 'charged', outcome: { status: 'succeeded' } },
  fail: { type: 'charged', outcome: { status: 'failed', message: 'Declined' } },
  ask: { type: 'charged', outcome: { status: 'requires-action', message: 'Confirm' } },
  wait: { type: 'charged', outcome: { status: 'processing', checkAt: LATER } },
  cancel: { type: 'order-cancelled' },
  refund: { type: 'refunded' },
} satisfies Record<string, PaymentCommand>;
type Command = keyof typeof COMMANDS;

// The next status with its event, `=` for no change, `$` for the same status with a refund to be made.
const EXPECTED: Record<PaymentStatus, Record<Command, string>> = {
  processing: {
    ...{ succeed: 'succeeded payment.succeeded', fail: 'failed payment.failed', ask: 'requires-action' },
    ...{ wait: 'processing', cancel: 'cancelled', refund: '=' },
  },
  'requires-action': {
    ...{ succeed: 'succeeded payment.succeeded', fail: 'failed payment.failed', ask: '=' },
    ...{ wait: '=', cancel: 'cancelled', refund: '=' },
  },
  succeeded: { succeed: '=', fail: '=', ask: '=', wait: '=', cancel: '$', refund: 'refunded payment.refunded' },
  failed: { succeed: '=', fail: '=', ask: '=', wait: '=', cancel: '=', refund: '=' },
  cancelled: { succeed: '$', fail: '=', ask: '=', wait: '=', cancel: '=', refund: 'refunded payment.refunded' },
  refunded: { succeed: '=', fail: '=', ask: '=', wait: '=', cancel: '=', refund: '=' },
};

const cases = paymentStatus.options.flatMap((status) =>
  (Object.keys(COMMANDS) as Command[]).map((command) => ({ status, command, expected: EXPECTED[status][command] })),
);

describe('A payment', () => {
  test.each(cases)('$status + $command → $expected', ({ status, command, expected }) => {
    const before = paymentIn(status);
    const { payment, event } = decide(before, COMMANDS[command], LATER);
    if (expected === '=') return expect({ payment, event }).toEqual({ payment: before, event: undefined });
    if (expected === '$') {
      expect(event).toBeUndefined();
      return expect(payment).toMatchObject({ status, todo: { step: 'refund', dueAt: LATER } });
    }
    expect([payment.status, event?.type].filter(Boolean).join(' ')).toBe(expected);
    expect(TRANSITIONS[status]).toContain(payment.status);
    expect(payment.todo).toEqual(command === 'wait' ? { step: 'charge', dueAt: LATER } : null);
  });

  test('When the order is cancelled twice, then the refund is asked for once', () => {
    const { payment } = decide(paymentIn('succeeded'), COMMANDS.cancel, NOW);
    expect(decide(payment, COMMANDS.cancel, LATER).payment).toBe(payment);
  });
});
