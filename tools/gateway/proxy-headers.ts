import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** They speak about one connection, not about the message (RFC 9110, 7.6.1). */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
];

/** They say who calls and from where, and inside the house that is believed: only gateway and BFFs may set them. */
export const NOT_FROM_OUTSIDE: readonly string[] = [
  'authorization',
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-prefix',
  'x-forwarded-proto',
  'x-guest-id',
  'x-real-ip',
];

/** `Expect: 100-continue` has been answered by Node already. */
const DROPPED = [...HOP_BY_HOP, ...NOT_FROM_OUTSIDE, 'expect'];

/** The shell's word to a gateway that shares pages among strangers; this one does not. */
const SHARED_FOR = 'x-accel-expires';

/** What an upstream gets to see: the public `Host`, and where the request came from. */
export function headersForUpstream(request: IncomingMessage): IncomingHttpHeaders {
  return {
    ...without(request.headers, DROPPED),
    'x-forwarded-for': request.socket.remoteAddress,
    'x-forwarded-host': request.headers.host,
    'x-forwarded-proto': 'http',
  };
}

export const headersOfAnswer = (answer: IncomingMessage): IncomingHttpHeaders =>
  without(answer.headers, [...HOP_BY_HOP, 'transfer-encoding', SHARED_FOR]);

const without = (headers: IncomingHttpHeaders, names: readonly string[]): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name, value]) => value !== undefined && !names.includes(name)));
