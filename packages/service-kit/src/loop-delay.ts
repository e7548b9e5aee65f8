import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 10;
const SAMPLE_MS = 100;
/** Everybody in the process waits this long, on average, for a turn: it has more to do than it can. */
const LATE_MS = 60;
const MOST = 400;
const FEWEST = 32;

let limit: number | undefined;

/**
 * How many requests an app of this process may have under way: halves as long as the event loop runs late, and comes
 * back step by step. One sampler for all apps of the process, because they share the loop.
 */
export function atOnceByLoopDelay(): () => number {
  if (limit === undefined) {
    limit = MOST;
    const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    delay.enable();
    setInterval(() => {
      const lateMs = delay.mean / 1e6 - RESOLUTION_MS;
      limit = lateMs > LATE_MS ? Math.max(FEWEST, (limit ?? MOST) / 2) : Math.min(MOST, (limit ?? MOST) + FEWEST / 2);
      delay.reset();
    }, SAMPLE_MS).unref();
  }
  return () => limit ?? MOST;
}
