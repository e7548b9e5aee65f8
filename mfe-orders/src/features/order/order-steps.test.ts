import type { Order } from '@tessera/contracts/api/order';
import { expect, test } from 'vitest';
import { CUP, deliveredOrder, order, returnedOrder, TEAPOT } from '../../dev/fixtures.ts';
import { canBeCancelled, isFinal, reached } from './order-steps.ts';
import { returnableLines } from './returnable.ts';

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

test('when money or goods are on their way, then a delivered order still moves', () => {
  expect(isFinal(order(returnedOrder()))).toBe(false);
  expect(isFinal(order({ ...returnedOrder(), refunds: [], returns: [] }))).toBe(true);
});

test('when a delivered order can be sent back, then what is on its way, or back, counts no more', () => {
  const now = new Date();
  const names = (changes: Partial<Order>) => returnableLines(order(changes), now).map(({ line }) => line.name);
  expect(names(deliveredOrder())).toEqual([TEAPOT.name, CUP.name]);
  expect(names(returnedOrder())).toEqual([]);
  expect(names(deliveredOrder({ history: [{ status: 'delivered', at: '2020-01-01T00:00:00.000Z' }] }))).toEqual([]);
  expect(names({ status: 'shipped' })).toEqual([]);
});

test('when a paid order is cancelled, then the refund is still to come', () => {
  expect(isFinal(order({ status: 'cancelled' }))).toBe(false);
});
