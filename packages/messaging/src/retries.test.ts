import { expect, it } from 'vitest';
import { PATIENT, pauseAfter } from './retries.ts';
import { UnusableEvent } from './unusable-event.ts';

it('When a database is away for 25 minutes, then no event is dead-lettered, and none comes later than a minute after', () => {
  const pauses: number[] = [];
  for (let pause = pauseAfter(new Error('away'), 1, PATIENT); pause !== undefined; ) {
    pauses.push(pause);
    pause = pauseAfter(new Error('away'), pauses.length + 1, PATIENT);
  }
  expect(pauses.slice(0, 4)).toEqual([1_000, 10_000, 60_000, 60_000]);
  expect(pauses.reduce((sum, pause) => sum + pause)).toBeGreaterThan(25 * 60_000);
  expect(Math.max(...pauses)).toBe(60_000);
});

it('When no retry can help, then the event is dead-lettered at once', () => {
  expect(pauseAfter(new UnusableEvent('broken'), 1, PATIENT)).toBeUndefined();
});
