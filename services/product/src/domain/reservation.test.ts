import type { Reservation } from '@tessera/contracts/api/product';
import { expect, test } from 'vitest';
import {
  assertAvailable,
  callOff,
  commit,
  expire,
  isLeft,
  release,
  repeatReservation,
  sumMoves,
  takeAgain,
} from './reservation.ts';

const lines = [
  { productId: 'a', quantity: 2 },
  { productId: 'b', quantity: 1 },
];
const reservation = (status: Reservation['status']): Reservation => ({
  orderId: 'order',
  status,
  lines,
  expiresAt: '2026-01-01T00:00:00.000Z',
});
const outcome = (work: () => { reservation: Reservation; moves: readonly unknown[] }) => {
  try {
    const { reservation, moves } = work();
    return `${reservation.status}, ${moves.length} moves`;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test.each([
  ['held', 'committed, 2 moves', 'released, 2 moves', 'released, 2 moves'],
  ['committed', 'committed, 0 moves', 'reservation-committed', 'released, 2 moves'],
  ['expired', 'reservation-released', 'released, 0 moves', 'released, 0 moves'],
  ['released', 'reservation-released', 'released, 0 moves', 'released, 0 moves'],
] as const)('A %s reservation: commit → %s, release → %s, call off → %s', (status, committed, released, calledOff) => {
  expect(outcome(() => commit(reservation(status)))).toBe(committed);
  expect(outcome(() => release(reservation(status)))).toBe(released);
  expect(outcome(() => callOff(reservation(status)))).toBe(calledOff);
});

test('Sold units leave the house and the hold; called-off ones come back to the house', () => {
  expect(commit(reservation('held')).moves[0]).toEqual({ productId: 'a', onHand: -2, reserved: -2 });
  expect(release(reservation('held')).moves[0]).toEqual({ productId: 'a', onHand: 0, reserved: -2 });
  expect(callOff(reservation('committed')).moves[0]).toEqual({ productId: 'a', onHand: 2, reserved: 0 });
  expect(expire(reservation('held')).moves[0]).toEqual({ productId: 'a', onHand: 0, reserved: -2 });
  expect(takeAgain(reservation('expired')).moves[0]).toEqual({ productId: 'a', onHand: -2, reserved: 0 });
});

test('A repeat with the lines in another order is the same request', () => {
  expect(repeatReservation(reservation('held'), lines.toReversed())).toEqual(reservation('held'));
  expect(() => repeatReservation(reservation('held'), lines.slice(1))).toThrow('other lines');
  expect(() => repeatReservation(reservation('released'), lines)).toThrow('has ended');
  expect(() => repeatReservation(reservation('expired'), lines)).toThrow('has ended');
});

test('Every line that is short is named', () => {
  const levels = [
    { productId: 'a', name: 'Honey', available: 1, onSale: true },
    { productId: 'b', name: 'Bread', available: 0, onSale: true },
  ];
  expect(() => assertAvailable(lines, levels)).toThrow('Only 1 left of Honey. Bread is sold out.');
});

test('What is left is all lines or none, and what is off sale is left, too, but can’t be ordered', () => {
  const honey = { productId: 'a', name: 'Honey', available: 2, onSale: false };
  const bread = { productId: 'b', name: 'Bread', available: 1, onSale: true };
  expect(isLeft(lines, [honey, bread])).toBe(true);
  expect(isLeft(lines, [honey, { ...bread, available: 0 }])).toBe(false);
  expect(isLeft(lines, [honey])).toBe(false);
  expect(() => assertAvailable(lines, [honey, bread])).toThrow('not on sale');
});

test('Moves of one product become one', () => {
  const move = { productId: 'a', onHand: -1, reserved: -1 };
  expect(sumMoves([move, { ...move, productId: 'b' }, move])).toEqual([
    { productId: 'a', onHand: -2, reserved: -2 },
    { productId: 'b', onHand: -1, reserved: -1 },
  ]);
});
