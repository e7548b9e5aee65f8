import type { Request, RequestHandler } from 'express';
import { HttpProblem } from '../http-problem.ts';

const MAX_KEYS = 20_000;

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * A token bucket for each session, and a wider one for each address that has none, filled evenly over a minute. Kept
 * in this process: an instance more lets through a little more, which is fine for keeping one shopper from harming all.
 */
export function rateLimit({ perSession, perAddress }: { perSession: number; perAddress: number }): RequestHandler {
  const buckets = new Map<string, Bucket>();
  return (req, res, next) => {
    const session = req.session.user?.id ?? req.session.guestId;
    const limit = session ? perSession : perAddress;
    const wait = take(buckets, session ?? `address ${addressOf(req)}`, limit, Date.now());
    if (wait === 0) return next();
    const seconds = String(Math.ceil(wait / 1_000));
    throw new HttpProblem(429, 'too-many-requests', 'That was a lot at once. Wait a moment and try again.', {
      headers: { 'retry-after': seconds },
    });
  };
}

/** Takes one token; returns how many milliseconds to wait for it when there is none. */
function take(buckets: Map<string, Bucket>, key: string, perMinute: number, now: number): number {
  const perMs = perMinute / 60_000;
  const bucket = buckets.get(key) ?? { tokens: perMinute, at: now };
  const tokens = Math.min(perMinute, bucket.tokens + (now - bucket.at) * perMs);
  // Set anew, so that the map's order is that of last use and the first key is the one to forget.
  buckets.delete(key);
  buckets.set(key, { tokens: Math.max(0, tokens - 1), at: now });
  const oldest = buckets.keys().next().value;
  if (buckets.size > MAX_KEYS && oldest !== undefined) buckets.delete(oldest);
  return tokens >= 1 ? 0 : (1 - tokens) / perMs;
}

/** The last one is the gateway's word; those before it are the client's own. */
const addressOf = (req: Request) =>
  req.get('x-forwarded-for')?.split(',').at(-1)?.trim() || (req.socket.remoteAddress ?? '');
