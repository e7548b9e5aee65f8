import type { DevBff } from './dev-setup.ts';

const DEADLINE_MS = 10_000;
/** The stand-in shell's own affairs, or those of one connection. */
const LEFT_OUT = ['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'expect'];

/**
 * Passes on to a running BFF, such as `http://localhost:8080/api/catalog`. This server's own pages pass for pages of its
 * origin; what other sites send stays theirs, for the BFF to refuse.
 */
export function realBff(base: string): DevBff {
  if (!URL.canParse(base) || !/^https?:$/.test(new URL(base).protocol)) {
    throw new Error(`BFF_URL is "${base}": give the address of a running BFF, as http://localhost:8080/api/catalog`);
  }
  const prefix = base.replace(/\/$/, '');
  return async (request) => {
    const { origin, pathname, search } = new URL(request.url);
    const headers = new Headers(request.headers);
    for (const name of LEFT_OUT) headers.delete(name);
    if (headers.get('origin') === origin) headers.set('origin', new URL(base).origin);
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), DEADLINE_MS);
    try {
      const answer = await fetch(prefix + pathname + search, {
        method: request.method,
        headers,
        body: request.body ? await request.arrayBuffer() : null,
        redirect: 'manual',
        signal: AbortSignal.any([late.signal, request.signal]),
      });
      const kept = new Headers(answer.headers);
      // fetch has unpacked the body already.
      for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) kept.delete(name);
      return new Response(answer.body, { status: answer.status, headers: kept });
    } catch {
      const reason = late.signal.aborted ? `did not answer within ${DEADLINE_MS / 1000} s` : 'can not be reached';
      const detail = `The BFF at ${base} ${reason}. Start it, or leave BFF_URL out to use the stand-in.`;
      console.error(detail);
      const problem = { type: 'about:blank', title: 'No BFF', status: 503, code: 'bff-unreachable', detail };
      return Response.json(problem, { status: 503, headers: { 'content-type': 'application/problem+json' } });
    } finally {
      clearTimeout(timer);
    }
  };
}
