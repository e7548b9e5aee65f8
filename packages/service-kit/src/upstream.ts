import { setTimeout as pause } from 'node:timers/promises';
import { Counter } from 'prom-client';
import { createBreaker, isRefusal } from './breaker.ts';
import { UpstreamUnavailable } from './upstream-error.ts';

/** As many as an upstream takes at once at most (see concurrency-limit.ts). */
const CAPACITY = 250;
const MAX_RETRIES = 2;
const FIRST_PAUSE_MS = 50;
/** Of all calls at most so many are retries, so that help for a few does not become a storm for all. */
const RETRY_SHARE = 0.1;
const RETRIES_SAVED = 10;

const calls = new Counter({
  name: 'upstream_calls_total',
  help: 'Calls between services by how they ended: answered, rejected (breaker or bulkhead), or the kind of outage',
  labelNames: ['upstream', 'outcome'],
});
const retries = new Counter({
  name: 'upstream_retries_total',
  help: 'Calls made again',
  labelNames: ['upstream'],
});

export interface Guarded<Result> {
  readonly attempt: () => Promise<Result>;
  /** To be asked twice does no harm. */
  readonly repeatable: boolean;
  /** By `performance.now()`: no retry begins later. */
  readonly until: number;
  readonly where: string;
}
export type Upstream = <Result>(call: Guarded<Result>) => Promise<Result>;

/**
 * A breaker, a bulkhead and a budget of retries around all calls to one upstream. What may be repeated is repeated when
 * the connection failed or the upstream was too busy: another instance of it may take it.
 */
export function guardUpstream(name: string): Upstream {
  const breaker = createBreaker({ name, capacity: CAPACITY, isOutage });
  const mayRetry = retryBudget();

  async function once<Result>({ attempt, where }: Guarded<Result>): Promise<Result> {
    try {
      const result = await breaker(attempt);
      calls.inc({ upstream: name, outcome: 'answered' });
      return result;
    } catch (error) {
      const rejected = isRefusal(error);
      calls.inc({ upstream: name, outcome: rejected ? 'rejected' : outcomeOf(error) });
      throw rejected ? new UpstreamUnavailable(where, { cause: error, outage: 'not-asked' }) : error;
    }
  }

  return async (call) => {
    mayRetry.earn();
    for (let tries = 0; ; tries += 1) {
      try {
        return await once(call);
      } catch (error) {
        const wait = Math.random() * FIRST_PAUSE_MS * 2 ** tries;
        const inTime = performance.now() + wait < call.until;
        const worthIt = call.repeatable && mayPass(error) && tries < MAX_RETRIES;
        if (!worthIt || !inTime || !mayRetry.spend()) throw error;
        retries.inc({ upstream: name });
        await pause(wait);
      }
    }
  };
}

/** Silence; whoever refuses is alive, and quick about it. */
const isOutage = (error: unknown): boolean =>
  error instanceof UpstreamUnavailable && (error.outage === 'unreachable' || error.outage === 'late');

const mayPass = (error: unknown): boolean =>
  error instanceof UpstreamUnavailable && (error.outage === 'unreachable' || error.outage === 'busy');

const outcomeOf = (error: unknown): string => (error instanceof UpstreamUnavailable ? error.outage : 'answered');

function retryBudget(): { earn(): void; spend(): boolean } {
  let saved = RETRIES_SAVED;
  return {
    earn: () => {
      saved = Math.min(RETRIES_SAVED, saved + RETRY_SHARE);
    },
    spend: () => {
      if (saved < 1) return false;
      saved -= 1;
      return true;
    },
  };
}
