import type { IncomingMessage } from 'node:http';
import type { ApiFetch } from '@tessera/contracts/remote/api-fetch';
import type { CookieJar } from './cookie-jar.ts';

const FORWARDED = [
  'accept-language',
  'traceparent',
  'tracestate',
  'user-agent',
  'x-forwarded-for',
  'x-forwarded-proto',
];

/** What each call on behalf of one page carries. */
export interface Caller {
  readonly cookies: CookieJar;
  readonly headers: Readonly<Record<string, string>>;
}

export function callerOf(request: IncomingMessage, cookies: CookieJar, requestId: string): Caller {
  const headers: Record<string, string> = { 'x-request-id': requestId };
  const host = request.headers['x-forwarded-host'] ?? request.headers.host;
  if (typeof host === 'string') headers['x-forwarded-host'] = host;
  for (const name of FORWARDED) {
    const value = request.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  return { cookies, headers };
}

/** `fetch` bound to a BFF, the shopper's session and a deadline; keeps the cookies that come back. */
export function bffFetch(baseUrl: string, { cookies, headers }: Caller, deadline: AbortSignal): ApiFetch {
  return async (path, init = {}) => {
    if (!path.startsWith('/') || path.startsWith('//'))
      throw new TypeError(`A BFF's path starts with a slash: ${path}`);
    const own = new Headers(init.headers);
    for (const [name, value] of Object.entries(headers)) own.set(name, value);
    const cookie = cookies.header();
    if (cookie) own.set('cookie', cookie);
    if (!own.has('accept')) own.set('accept', 'application/json');
    const response = await fetch(`${baseUrl}${path}`, {
      ...init,
      headers: own,
      redirect: 'manual',
      signal: init.signal ? AbortSignal.any([init.signal, deadline]) : deadline,
    });
    for (const line of response.headers.getSetCookie()) cookies.set(line);
    return response;
  };
}
