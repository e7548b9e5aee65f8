import type { RequestHandler } from 'express';
import { Counter, type Registry } from 'prom-client';
import { turnMs } from './loop-turn.ts';

/** Says of a read that it is part of a change. Only what services hear from each other is believed. */
export const URGENT_HEADER = 'x-request-urgent';

const MOST_AT_ONCE = 250;
/** What finishes a purchase may still come in when reads are refused. */
const URGENT_SHARE = 1.5;
/** With fewer under way, a late turn is a hiccup and no overload. */
const FEW = 50;
const LATE_MS = 100;
const URGENT_LATE_MS = 300;

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
  readonly mostAtOnce?: number;
}

/**
 * Refuses, quickly, what is more than this process can answer in good time: 503 with Retry-After. That is what comes when
 * too many are under way, or what had to wait for its turn while many are. Reads are refused first.
 */
export function shedLoad({ internal, registry, mostAtOnce = MOST_AT_ONCE }: Options): {
  handler: RequestHandler;
  isUrgent: (req: { method?: string; headers: NodeJS.Dict<string | string[]> }) => boolean;
} {
  const shed = new Counter({
    name: 'http_requests_shed_total',
    help: 'Requests refused because too many were under way',
    labelNames: ['urgent'],
    registers: [registry],
  });
  let underWay = 0;
  const isUrgent = (req: { method?: string; headers: NodeJS.Dict<string | string[]> }) =>
    !SAFE.has(req.method ?? '') || (internal && req.headers[URGENT_HEADER] !== undefined);
  return {
    isUrgent,
    handler: (req, res, next) => {
      const urgent = isUrgent(req);
      const tooMany = underWay >= (urgent ? mostAtOnce * URGENT_SHARE : mostAtOnce);
      const tooLate =
        turnMs() > (urgent ? URGENT_LATE_MS : LATE_MS) &&
        underWay >= (mostAtOnce === Number.POSITIVE_INFINITY ? mostAtOnce : FEW);
      if (tooMany || tooLate) {
        shed.inc({ urgent: String(urgent) });
        res.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '1' });
        return void res.end(REFUSAL);
      }
      // An event stream stays open for hours and does next to nothing.
      if (!req.headers.accept?.startsWith('text/event-stream')) {
        underWay += 1;
        res.once('close', () => {
          underWay -= 1;
        });
      }
      next();
    },
  };
}
