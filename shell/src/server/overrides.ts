import {
  formatOverride,
  isOrigin,
  isSigned,
  OVERRIDES_COOKIE,
  type Override,
  parseOverride,
} from '@tessera/contracts/remote/override';
import type { OverridePolicy } from '../config.ts';
import type { CookieJar } from './cookie-jar.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const VERSION = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;
const MOST = 8;

/** The overrides of this browser that are allowed at this hour. */
export function readOverrides(cookies: CookieJar, policy: OverridePolicy): readonly Override[] {
  if (policy.mode === 'off') return [];
  return decode(cookies.get(OVERRIDES_COOKIE) ?? '')
    .split(',')
    .slice(0, MOST)
    .flatMap((text) => parseOverride(text) ?? [])
    .filter((override) => faultOf(override, policy) === undefined);
}

export type OverrideChange =
  | {
      readonly kind: 'changed';
      readonly destination: string;
      readonly cookie: string;
      /** All that hold from now on. */
      readonly overrides: readonly Override[];
    }
  | { readonly kind: 'refused'; readonly reason: string };

/** What `?remote=…` of a page's url asks for; undefined when it asks for nothing, or is not heard. */
export function changeOverrides(
  url: string,
  current: readonly Override[],
  policy: OverridePolicy,
): OverrideChange | undefined {
  if (policy.mode === 'off') return undefined;
  const { pathname, searchParams, hash } = new URL(url, 'http://shell');
  if (!searchParams.has('remote')) return undefined;
  const overrides = new Map(current.map((override) => [override.remote, override]));
  for (const text of searchParams.getAll('remote')) {
    if (text === '') overrides.clear();
    else if (/^[a-z][a-z0-9-]{0,30}$/.test(text)) overrides.delete(text);
    else {
      const override = parseOverride(text);
      const fault = override ? faultOf(override, policy) : 'It names no remote and target.';
      if (!override || fault) return { kind: 'refused', reason: `remote=${text.slice(0, 300)}: ${fault}` };
      overrides.set(override.remote, override);
    }
  }
  if (overrides.size > MOST) return { kind: 'refused', reason: `At most ${MOST} remotes can be overridden at a time.` };
  searchParams.delete('remote');
  const value = encodeURIComponent([...overrides.values()].map(formatOverride).join(','));
  return {
    kind: 'changed',
    // One slash: two would name another host.
    destination: `${pathname.replace(/^\/+/, '/')}${searchParams.size ? `?${searchParams}` : ''}${hash}`,
    overrides: [...overrides.values()],
    cookie: `${OVERRIDES_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Lax${value ? '' : '; Max-Age=0'}`,
  };
}

function faultOf(override: Override, { mode, secret }: OverridePolicy): string | undefined {
  const { target } = override;
  if (!isOrigin(target)) {
    if (!VERSION.test(target)) return 'Its target is neither a version nor an http(s) origin.';
  } else {
    const url = URL.canParse(target) ? new URL(target) : undefined;
    if (!url || url.username || url.password || url.search || url.hash) return 'Its origin is no plain http(s) URL.';
    if (mode === 'open' && !LOOPBACK.has(url.hostname))
      return 'Only origins on this machine may be used here: localhost, 127.0.0.1 or [::1].';
  }
  if (mode === 'signed' && !isSigned(override, secret ?? ''))
    return 'This shop takes signed overrides only; the signature is missing, wrong or has expired.';
  return undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
