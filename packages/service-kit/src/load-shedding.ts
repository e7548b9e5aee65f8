import type { RequestHandler } from 'express';
import { Counter, type Registry } from 'prom-client';
import { type ConcurrencyLimit, createConcurrencyLimit } from './concurrency-limit.ts';
import { routeOf } from './metrics.ts';

/** Says of a read that it is part of a change. Only what services hear from each other is believed. */
export const URGENT_HEADER = 'x-request-urgent';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const REFUSAL = JSON.stringify({
  type: 'about:blank',
  title: 'Service Unavailable',
  status: 503,
  code: 'overloaded',
  detail: 'Too many ask at once. Please try again in a moment.',
});

interface Options {
  /** Every caller is a service or a BFF of this house. */
  readonly internal: boolean;
  readonly registry: Registry;
  readonly limit?: ConcurrencyLimit | undefined;
}

/** Refuses, quickly, what is more than this process can answer in good time: 503 with Retry-After, reads first. */
export function shedLoad({ internal, registry, limit = createConcurrencyLimit() }: Options): {
  handler: RequestHandler;
  isUrgent: (req: { method?: string; headers: NodeJS.Dict<string | string[]> }) => boolean;
} {
  const shed = new Counter({
    name: 'http_requests_shed_total',
    help: 'Requests refused because too many were under way',
    labelNames: ['urgent'],
    registers: [registry],
  });
  const underWay = { all: 0, reads: 0 };
  const isUrgent = (req: { method?: string; headers: NodeJS.Dict<string | string[]> }) =>
    !SAFE.has(req.method ?? '') || (internal && req.headers[URGENT_HEADER] !== undefined);
  return {
    isUrgent,
    handler: (req, res, next) => {
      const urgent = isUrgent(req);
      if (!limit.admits(underWay, urgent)) {
        shed.inc({ urgent: String(urgent) });
        res.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '1' });
        return void res.end(REFUSAL);
      }
      // An event stream stays open for hours and does next to nothing.
      if (!req.headers.accept?.startsWith('text/event-stream')) {
        const reads = urgent ? 0 : 1;
        underWay.all += 1;
        underWay.reads += reads;
        const began = { at: performance.now(), underWay: underWay.all };
        res.once('close', () => {
          limit.learn({
            route: `${req.method} ${routeOf(req)}`,
            ms: performance.now() - began.at,
            underWay: Math.max(began.underWay, underWay.all),
            succeeded: res.writableFinished && res.statusCode < 400,
          });
          underWay.all -= 1;
          underWay.reads -= reads;
        });
      }
      next();
    },
  };
}
