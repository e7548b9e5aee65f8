import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from 'pino';

export interface RequestContext {
  readonly requestId: string;
  readonly log: Logger;
  /** It changes something, or is part of what does: of the requests that are too many, it is the last to be refused. */
  readonly urgent: boolean;
  /** By `performance.now()`: when nobody waits for the answer any more. Absent when nobody said, or it was answered. */
  until?: number | undefined;
}

/** The request that the running code serves, if it serves one: carries its id and its logger to calls further down. */
export const requestContext = new AsyncLocalStorage<RequestContext>();
