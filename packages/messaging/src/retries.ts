import { UnusableEvent } from './unusable-event.ts';

export interface Retries {
  /** Between the first deliveries of an event that fails; the last pause repeats. */
  readonly pausesMs: readonly number[];
  /** Deliveries of one event to one queue, all failed, after which it is dead-lettered to `<queue>.dead`. */
  readonly deliveries: number;
}

/** Sits out half an hour without a database, and is there within a minute of its return. */
export const PATIENT: Retries = { pausesMs: [1_000, 10_000, 60_000], deliveries: 32 };

/** How long to wait before the next delivery; undefined when there is none: the event belongs to the dead letters. */
export function pauseAfter(error: unknown, failures: number, { pausesMs, deliveries }: Retries): number | undefined {
  if (error instanceof UnusableEvent || failures >= deliveries) return undefined;
  return pausesMs[Math.min(failures, pausesMs.length) - 1];
}
