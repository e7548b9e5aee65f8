import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 50;

/** Resolves with the first answer that is not `undefined` or `false`; rejects after `withinMs`, naming what was waited for. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  { withinMs = 30_000, pauseMs = PAUSE_MS } = {},
): Promise<T> {
  const end = Date.now() + withinMs;
  let last: unknown;
  do {
    try {
      const seen = await look();
      if (seen !== undefined && seen !== false) return seen;
    } catch (error) {
      last = error;
    }
    await sleep(pauseMs);
  } while (Date.now() < end);
  throw new Error(`Waited ${withinMs / 1000} s in vain for ${what}`, { cause: last });
}
