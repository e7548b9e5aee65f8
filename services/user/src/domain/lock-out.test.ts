import { expect, test } from 'vitest';
import { pauseAfter, secondsLocked, withFailure } from './lock-out.ts';
import { LockedOut } from './user-errors.ts';

test('When failures go on, then the pauses begin with the fifth, double, and end at 15 minutes', () => {
  const pauses = Array.from({ length: 12 }, (_, failures) => pauseAfter(failures) / 1_000);
  expect(pauses).toEqual([0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900]);
  expect(pauseAfter(5_000)).toBe(900_000);
});

test('When a failure is counted, then the pause runs from now, in whole seconds upwards', () => {
  const now = new Date(0);
  const attempts = withFailure({ failures: 4 }, now);
  expect(attempts).toEqual({ failures: 5, lockedUntil: new Date(30_000) });
  expect([0, 1, 29_999, 30_000, 40_000].map((at) => secondsLocked(attempts, new Date(at)))).toEqual([30, 30, 1, 0, 0]);
});

test('When a shopper is locked out, then the message says for how long', () => {
  expect(new LockedOut(30).message).toContain('Wait 30 seconds');
  expect(new LockedOut(60).message).toContain('Wait 1 minute,');
  expect(new LockedOut(900).message).toContain('Wait 15 minutes');
});
