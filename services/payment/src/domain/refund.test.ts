import { describe, expect, test } from 'vitest';
import type { PaymentRecord } from './payment.ts';
import { decideRefund, planRefund, type RefundRecord, withRefunded } from './refund.ts';

const NOW = new Date('2026-11-20T12:00:00.000Z');
const euros = (amount: number) => ({ amount, currency: 'EUR' });
const payment = {
  ...{ id: 'p', orderId: 'o', amount: euros(1000), status: 'succeeded', provider: 'stripe', capture: 'pi_1' },
  ...{ refunded: 0, refundVersion: 0, createdAt: NOW, updatedAt: NOW },
} as PaymentRecord;
const refund = (change: Partial<RefundRecord> = {}): RefundRecord => ({
  ...{ id: 'r', paymentId: 'p', key: 'first', asked: 300, amount: 300, status: 'pending' },
  ...{ reference: null, reason: null, createdAt: NOW },
  ...change,
});
const refused = (code: string) => expect.objectContaining({ code });

describe('Planning a refund', () => {
  test('When no amount is asked for, then it is all that is left, with what is under way counted as given', () => {
    expect(planRefund(payment, [], { key: 'k' })).toBe(1000);
    expect(planRefund(payment, [refund(), refund({ key: 'b', status: 'succeeded' })], { key: 'k' })).toBe(400);
    expect(planRefund(payment, [refund({ amount: 1000 })], { key: 'k' })).toBe(0);
  });

  test('When a refund failed for good, then its money can be given again', () => {
    expect(planRefund(payment, [refund({ status: 'failed' })], { key: 'k', amount: euros(1000) })).toBe(1000);
  });

  test('When a key asks again, then it gets the refund that it asked for; with another amount it is refused', () => {
    const known = refund();
    expect(planRefund(payment, [known], { key: 'first', amount: euros(300) })).toBe(known);
    for (const other of [{ amount: euros(301) }, {}]) {
      expect(() => planRefund(payment, [known], { key: 'first', ...other })).toThrow(refused('idempotency-key-reused'));
    }
  });

  test.each([
    ['more than was taken', payment, euros(1001), 'refund-exceeds-payment'],
    ['more than is left', payment, euros(701), 'refund-exceeds-payment'],
    ['another currency', payment, { amount: 1, currency: 'USD' }, 'refund-exceeds-payment'],
    ['what was never taken', { ...payment, capture: null }, euros(1), 'payment-not-captured'],
  ])('When %s is asked for, then it is refused', (_, of, amount, code) => {
    expect(() => planRefund(of, [refund()], { key: 'k', amount })).toThrow(refused(code));
  });
});

describe('A refund', () => {
  const succeeded = { status: 'succeeded', reference: 're_1' } as const;
  const pending = { status: 'pending', reference: 're_1' } as const;
  const failed = { status: 'failed', reason: 'account closed', reference: 're_1' } as const;
  const refusal = { status: 'failed', reason: 'nothing is left' } as const;

  test('When it succeeds, then its money has moved, once', () => {
    const { refund: after, moved } = decideRefund(refund(), succeeded);
    expect([after.status, after.reference, moved]).toEqual(['succeeded', 're_1', 300]);
    expect(decideRefund(after, succeeded)).toEqual({ refund: after, moved: 0 });
    expect(decideRefund(after, pending)).toEqual({ refund: after, moved: 0 });
  });

  test('When it waits, then the provider’s name for it is kept to ask with', () => {
    const { refund: after, moved } = decideRefund(refund(), pending);
    expect([after.status, after.reference, moved]).toEqual(['pending', 're_1', 0]);
  });

  test('When it fails days after it succeeded, then the money is here again, once', () => {
    const given = refund({ status: 'succeeded', reference: 're_1' });
    const { refund: after, moved } = decideRefund(given, failed);
    expect([after.status, after.reason, moved]).toEqual(['failed', 'account closed', -300]);
    expect(decideRefund(after, failed).moved).toBe(0);
    expect(decideRefund(after, succeeded).moved).toBe(0);
  });

  test('When a call for it is refused while another one is heeded, then it is what the provider names, whoever is first', () => {
    const { refund: failedFirst, moved } = decideRefund(refund(), refusal);
    expect([failedFirst.status, failedFirst.reason, moved]).toEqual(['failed', 'nothing is left', 0]);
    for (const outcome of [succeeded, pending]) {
      const named = decideRefund(refund(), outcome);
      expect(decideRefund(failedFirst, outcome)).toEqual(named);
      expect(decideRefund(named.refund, refusal)).toEqual({ refund: named.refund, moved: 0 });
    }
  });

  test('When all has gone back, then the payment is refunded, until some of it comes again', () => {
    const part = withRefunded(payment, 300, NOW);
    expect([part.status, part.refunded]).toEqual(['succeeded', 300]);
    const all = withRefunded(part, 700, NOW);
    expect([all.status, all.refunded]).toEqual(['refunded', 1000]);
    expect(withRefunded(all, -300, NOW).status).toBe('succeeded');
  });
});
