import type { Problem } from '@tessera/contracts/problem';

/** A service answered with a problem. */
export class UpstreamError extends Error {
  readonly problem: Problem;
  readonly status: number;

  constructor(problem: Problem, status: number, where: string) {
    super(`${where} answered ${status} ${problem.code}`);
    this.name = 'UpstreamError';
    this.problem = problem;
    this.status = status;
  }
}

/**
 * Why there is no answer: the connection failed, its time was over, it answered that it can't (`busy`: a 503), with
 * something else that is not its contract (`broken`), or it was not even asked, because of its breaker or bulkhead.
 */
export type Outage = 'unreachable' | 'late' | 'busy' | 'broken' | 'not-asked';

/** A service did not answer in time, refused the connection, or answered with something that is not its contract. */
export class UpstreamUnavailable extends Error {
  readonly outage: Outage;

  constructor(where: string, options: { cause?: unknown; outage?: Outage } = {}) {
    super(`${where} is unavailable`, options);
    this.name = 'UpstreamUnavailable';
    this.outage = options.outage ?? 'unreachable';
  }
}
