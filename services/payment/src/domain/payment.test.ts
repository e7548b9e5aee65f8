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
  provider: 'stripe',
  instrument: null,
  card: null,
  message: null,
  reference: 'cs_1',
  redirectUrl: status === 'requires-action' ? 'https://pay.example/cs_1' : null,
  capture: status === 'succeeded' || status === 'refunded' ? 'pi_1' : null,
  refunded: status === 'refunded' ? 2490 : 0,
  refundVersion: 0,
  todo: status === 'processing' ? { step: 'settle', dueAt: NOW } : null,
  createdAt: NOW,
  updatedAt: NOW,
});

const redirectUrl = 'https://pay.example/cs_2';
const COMMANDS = {
  succeed: { type: 'charged', outcome: { status: 'succeeded', capture: 'pi_1' } },
  fail: { type: 'charged', outcome: { status: 'failed', message: 'Declined' } },
  ask: {
    type: 'charged',
    outcome: { status: 'requires-action', message: 'Go on', reference: 'cs_2', redirectUrl, checkAt: LATER },
  },
  wait: { type: 'charged', outcome: { status: 'processing', checkAt: LATER } },
  cancel: { type: 'order-cancelled' },
} satisfies Record<string, PaymentCommand>;
type Command = keyof typeof COMMANDS;

// The next status with its event and todo; `=` for no change, `$` for a refund of the rest.
const OPEN: Record<Command, string> = {
  succeed: 'succeeded payment.succeeded',
  fail: 'failed payment.failed',
  ask: 'requires-action settle',
  wait: 'processing settle',
  cancel: 'cancelled abandon',
};
const CLOSED = { fail: '=', cancel: '=' };
const EXPECTED: Record<PaymentStatus, Record<Command, string>> = {
  processing: OPEN,
  'requires-action': OPEN,
  succeeded: { ...CLOSED, succeed: '=', ask: '=', wait: '=', cancel: 'succeeded $' },
  failed: { ...CLOSED, succeed: 'failed $', ask: 'failed abandon', wait: 'failed abandon' },
  cancelled: { ...CLOSED, succeed: 'cancelled $', ask: 'cancelled abandon', wait: 'cancelled abandon' },
  refunded: { ...CLOSED, succeed: '=', ask: '=', wait: '=' },
};

const cases = paymentStatus.options.flatMap((status) =>
  (Object.keys(COMMANDS) as Command[]).map((command) => ({ status, command, expected: EXPECTED[status][command] })),
);

describe('A payment', () => {
  test.each(cases)('$status + $command → $expected', ({ status, command, expected }) => {
    const before = paymentIn(status);
    const { payment, event, refundRest } = decide(before, COMMANDS[command], LATER);
    if (expected === '=') return expect({ payment, event, refundRest }).toEqual({ payment: before });
    const happened = [payment.status, event?.type, payment.todo?.step, refundRest && '$'];
    expect(happened.filter(Boolean).join(' ')).toBe(expected);
    if (payment.status !== status) expect(TRANSITIONS[status]).toContain(payment.status);
    expect(payment.redirectUrl).toBe(command === 'ask' && payment.status === 'requires-action' ? redirectUrl : null);
  });

  test('When money comes for a cancelled order, then it is known by its name, and asked back once', () => {
    const { payment } = decide(paymentIn('cancelled'), COMMANDS.succeed, NOW);
    expect(payment.capture).toBe('pi_1');
    expect(decide(payment, COMMANDS.succeed, LATER)).toEqual({ payment });
  });

  test('When the provider has closed what a cancelled order left open, then nothing is left to do', () => {
    const { payment } = decide(paymentIn('requires-action'), COMMANDS.cancel, NOW);
    expect(payment.todo).toEqual({ step: 'abandon', dueAt: NOW });
    expect(decide(payment, COMMANDS.fail, LATER).payment).toMatchObject({ status: 'cancelled', todo: null });
  });
});
