import CircuitBreaker from 'opossum';
import { Gauge } from 'prom-client';

const states = new Gauge({
  name: 'upstream_breaker_state',
  help: 'Breakers of this process in each state, by what they guard',
  labelNames: ['upstream', 'state'],
});

interface Options {
  /** For metrics: a host, a store. */
  readonly name: string;
  /** Bulkhead: calls that may be under way at once. */
  readonly capacity: number;
  /** Does this error say that the upstream is not there? Anything else counts as a sign of life. */
  readonly isOutage: (error: unknown) => boolean;
  readonly resetMs?: number;
}

/** Nothing is asked of who gave no sign of life to half of at least this many calls within ten seconds. */
const VOLUME = 20;

/** Runs work unless its upstream is known to be away or busy enough; those refusals are told apart by `isRefusal`. */
export type Breaker = <Result>(work: () => Promise<Result>) => Promise<Result>;

export function createBreaker({ name, capacity, isOutage, resetMs = 1_000 }: Options): Breaker {
  const breaker = new CircuitBreaker((work: () => Promise<unknown>) => work(), {
    name,
    capacity,
    // The work has a deadline of its own.
    timeout: false,
    volumeThreshold: VOLUME,
    errorThresholdPercentage: 50,
    rollingCountTimeout: 10_000,
    resetTimeout: resetMs,
    errorFilter: (error: unknown) => isRefusal(error) || !isOutage(error),
    rollingPercentilesEnabled: false,
    enableSnapshots: false,
  });
  report(breaker, name);
  return <Result>(work: () => Promise<Result>) => breaker.fire(work) as Promise<Result>;
}

/** The breaker itself said no: it is open, or the bulkhead full. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'EOPENBREAKER' || error.code === 'ESEMLOCKED' || error.code === 'ESHUTDOWN');

function report(breaker: CircuitBreaker<[() => Promise<unknown>]>, upstream: string): void {
  let current = 'closed';
  states.inc({ upstream, state: current });
  const enter = (state: string) => () => {
    states.dec({ upstream, state: current });
    states.inc({ upstream, state });
    current = state;
  };
  breaker.on('open', enter('open')).on('halfOpen', enter('half-open')).on('close', enter('closed'));
}
