import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * One browser gets one remote from elsewhere: `catalog@1.2.3` names a release that the registry vouches for,
 * `catalog@http://localhost:3101` an origin with a `/remotes/registry.json` of its own, such as a dev server.
 * It comes as `?remote=…` (repeatable; `?remote=catalog` takes one back, `?remote=` all) and is kept in a cookie.
 */
export interface Override {
  readonly remote: string;
  readonly target: string;
  /** `<expiry, seconds since 1970>~<HMAC>` where the shop asks for signatures. */
  readonly signature?: string;
}

/** Comma-separated, URI-encoded. */
export const OVERRIDES_COOKIE = 'tessera_overrides';

export const isOrigin = (target: string): boolean => /^https?:\/\//.test(target);

export function parseOverride(text: string): Override | undefined {
  const [, remote, target, signature] =
    /^([a-z][a-z0-9-]{0,30})@([^~,\s]{1,200})(?:~(\d+~[\w-]{43}))?$/.exec(text) ?? [];
  if (!remote || !target) return undefined;
  return signature ? { remote, target, signature } : { remote, target };
}

export const formatOverride = ({ remote, target, signature }: Override): string =>
  `${remote}@${target}${signature ? `~${signature}` : ''}`;

export function signOverride({ remote, target }: Override, secret: string, expiresAt: Date): Override {
  const expiry = Math.floor(expiresAt.getTime() / 1000);
  return { remote, target, signature: `${expiry}~${hmac(remote, target, expiry, secret)}` };
}

/** Whether whoever has the secret allowed it, and it has not expired. */
export function isSigned({ remote, target, signature }: Override, secret: string, now = new Date()): boolean {
  const [expiry = '', given = ''] = signature?.split('~') ?? [];
  if (!given || Number(expiry) * 1000 < now.getTime()) return false;
  const expected = Buffer.from(hmac(remote, target, Number(expiry), secret));
  const actual = Buffer.from(given);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

const hmac = (remote: string, target: string, expiry: number, secret: string): string =>
  createHmac('sha256', secret).update(`${remote}@${target}~${expiry}`).digest('base64url');
