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

/** A service did not answer in time, refused the connection, or answered with something that is not its contract. */
export class UpstreamUnavailable extends Error {
  constructor(where: string, options: { cause?: unknown } = {}) {
    super(`${where} is unavailable`, options);
    this.name = 'UpstreamUnavailable';
  }
}
