import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from 'pino';

export interface RequestContext {
  readonly requestId: string;
  readonly log: Logger;
}

/** The request that the running code serves, if it serves one: carries its id and its logger to calls further down. */
export const requestContext = new AsyncLocalStorage<RequestContext>();
