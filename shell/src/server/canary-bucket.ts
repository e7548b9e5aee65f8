import { createHash, randomBytes } from 'node:crypto';
import type { CookieJar } from './cookie-jar.ts';

/** A random word, so that a shopper stays with a canary or without it. */
const SEED_COOKIE = 'tessera_bucket';

/** The shopper's seed; a new one is kept for 30 days. */
export function canarySeed(cookies: CookieJar): string {
  const known = cookies.get(SEED_COOKIE);
  if (known && /^[\w-]{1,64}$/.test(known)) return known;
  const seed = randomBytes(9).toString('base64url');
  cookies.set(`${SEED_COOKIE}=${seed}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax`);
  return seed;
}

/** Percentage from 0 to 100, another one for each remote: who tries one team's canary need not try all. */
export const bucketOf = (seed: string, remote: string): number =>
  (createHash('sha256').update(`${seed} ${remote}`).digest().readUInt32BE() / 2 ** 32) * 100;
