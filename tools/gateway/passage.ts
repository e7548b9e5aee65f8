import { Agent, request as call, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { faultPage } from './fault-page.ts';
import { FAULTS, MAX_BODY_KB } from './faults.ts';
import { problem } from './problem.ts';
import { headersForUpstream, headersOfAnswer } from './proxy-headers.ts';
import type { Route } from './routes.ts';

/** Longest silence of an upstream before its answer and within it; placing an order may take 12 s. */
const DEADLINE_MS = 15_000;
/** An event stream is silent for 15 s between two heartbeats: after three of them the browser had better connect anew. */
const STREAM_FACTOR = 3;
const MAX_BODY_BYTES = MAX_BODY_KB * 1024;

class Late extends Error {}
class TooLarge extends Error {}

export type Passage = (request: IncomingMessage, response: ServerResponse) => void;

/** Passes requests on to `target` by one route of the table; answers flow through as they come. */
export function passageTo(route: Route, target: string, deadlineMs = DEADLINE_MS): Passage {
  const { hostname, port } = new URL(target);
  const kept = new Agent({ keepAlive: true, maxFreeSockets: 64 });
  return function pass(request, response) {
    if (Number(request.headers['content-length']) > MAX_BODY_BYTES) return fail(request, response, new TooLarge());
    const repeatable = isRepeatable(request);
    const outgoing = call({
      // What cannot be repeated gets a connection of its own: a kept one may just be closing at the other end.
      agent: repeatable ? kept : false,
      hostname,
      port,
      method: request.method,
      path: route.path ?? (request.url ?? '').slice(route.strip?.length ?? 0),
      headers: headersForUpstream(request),
    });
    outgoing.setTimeout(deadlineMs, () => outgoing.destroy(new Late()));
    outgoing.on('response', (answer) => {
      // Whoever asked left a moment ago, and pipeline() throws at what is destroyed.
      if (response.destroyed) return void outgoing.destroy();
      if (answer.headers['content-type']?.startsWith('text/event-stream'))
        answer.setTimeout(STREAM_FACTOR * deadlineMs);
      response.writeHead(answer.statusCode ?? 502, headersOfAnswer(answer));
      response.flushHeaders();
      // Half an answer ends as a broken connection, so that nobody takes it for a whole.
      pipeline(answer, response, () => {});
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      if (repeatable && outgoing.reusedSocket && error.code === 'ECONNRESET' && !response.headersSent) {
        return pass(request, response);
      }
      request.unpipe(outgoing);
      request.resume();
      fail(request, response, error);
    });
    response.on('close', () => {
      if (!response.writableFinished) outgoing.destroy();
    });
    if (repeatable) return void outgoing.end();
    limit(request, () => outgoing.destroy(new TooLarge()));
    request.pipe(outgoing);
  };
}

const isRepeatable = ({ method, headers }: IncomingMessage): boolean =>
  (method === 'GET' || method === 'HEAD') && !headers['content-length'] && !headers['transfer-encoding'];

/** Bodies that do not say how long they are. */
function limit(request: IncomingMessage, tooLarge: () => void): void {
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) tooLarge();
  });
}

function fail(request: IncomingMessage, response: ServerResponse, error: Error): void {
  if (response.headersSent || response.destroyed) return void response.destroy();
  if (error instanceof TooLarge) return problem(response, FAULTS.tooLarge, { Connection: 'close' });
  const fault = error instanceof Late ? FAULTS.late : FAULTS.unavailable;
  const headers = { 'Retry-After': '3', ...(request.complete ? {} : { Connection: 'close' }) };
  if (!request.headers.accept?.includes('text/html')) return problem(response, fault, headers);
  const page = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' };
  const navigation = request.method === 'GET' || request.method === 'HEAD' ? 'page' : 'form';
  response.writeHead(fault.status, { ...page, ...headers }).end(faultPage(fault, navigation));
}
