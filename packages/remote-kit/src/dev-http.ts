import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.cjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.webp': 'image/webp',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Undefined for what no browser asks for: a proxy's request, or a host that is none. */
export const urlOf = ({ url = '/', headers }: IncomingMessage): URL | undefined =>
  (url.startsWith('/') && URL.parse(`http://${headers.host}${url}`)) || undefined;

export async function toRequest(incoming: IncomingMessage, url: string, signal: AbortSignal): Promise<Request> {
  const bodiless = incoming.method === 'GET' || incoming.method === 'HEAD';
  return new Request(url, {
    method: incoming.method,
    headers: toHeaders(incoming),
    signal,
    ...(bodiless ? {} : { body: await buffer(incoming) }),
  });
}

export function toHeaders(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) if (value) headers.set(name, String(value));
  return headers;
}

/** As it comes: a stream of events is passed on event by event. */
export async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  for (const [name, value] of response.headers) if (name !== 'set-cookie') outgoing.setHeader(name, value);
  if (response.headers.getSetCookie().length) outgoing.setHeader('set-cookie', response.headers.getSetCookie());
  outgoing.writeHead(response.status);
  outgoing.flushHeaders();
  if (!response.body) return void outgoing.end();
  // Whoever leaves in the middle is no fault.
  await pipeline(Readable.fromWeb(response.body as never), outgoing).catch(() => {});
}

export function fileResponse(
  path: string,
  content: Buffer | undefined,
  headers: Record<string, string> = {},
): Response {
  if (!content) return new Response('Not found', { status: 404, headers });
  return new Response(new Uint8Array(content), {
    headers: { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream', ...headers },
  });
}

export const htmlResponse = (html: string, status = 200) =>
  new Response(html, { status, headers: { 'content-type': 'text/html; charset=utf-8' } });
