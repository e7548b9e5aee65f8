import type { Request, RequestHandler } from 'express';
import { HttpProblem } from '../http-problem.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses state-changing calls that another site could have caused. */
export function sameOrigin(): RequestHandler {
  return (req, _res, next) => {
    if (SAFE.has(req.method) || isSameOrigin(req)) return next();
    throw new HttpProblem(403, 'cross-origin', 'This can only be done from the shop itself.');
  };
}

function isSameOrigin(req: Request): boolean {
  const site = req.get('sec-fetch-site');
  if (site) return site === 'same-origin' || site === 'none';
  const origin = req.get('origin');
  return origin !== undefined && hostOf(origin) === publicHost(req);
}

/** Host and port of the public origin, as the gateway reports them. */
export const publicHost = (req: Request): string | undefined => req.get('x-forwarded-host') ?? req.get('host');

/** Host of an absolute url; null for anything else. */
export const hostOf = (url: string): string | null => (URL.canParse(url) ? new URL(url).host : null);
