import { expect, test } from 'vitest';
import { order } from '../../dev/fixtures.ts';
import { canBeCancelled, isFinal, reached } from './order-steps.ts';

test('when an order is on its way, then it has reached a step and may move on', () => {
  expect(reached('shipped')).toBe(3);
  expect(isFinal(order({ status: 'shipped' }))).toBe(false);
  expect(canBeCancelled('shipped')).toBe(false);
  expect(canBeCancelled('paid')).toBe(true);
});

test('when an order is over, then nothing is waited for', () => {
  expect(isFinal(order({ status: 'delivered' }))).toBe(true);
  expect(isFinal(order({ status: 'refunded' }))).toBe(true);
  expect(isFinal(order({ status: 'cancelled', history: [] }))).toBe(true);
});

test('when a paid order is cancelled, then the refund is still to come', () => {
  expect(isFinal(order({ status: 'cancelled' }))).toBe(false);
});
