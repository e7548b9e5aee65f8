import type { OutgoingHttpHeaders } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import { type Dispatcher, Pool } from 'undici';
import { DEADLINE_HEADER } from '../deadline.ts';
import { HttpProblem } from '../http-problem.ts';
import { URGENT_HEADER } from '../load-shedding.ts';
import { UpstreamUnavailable } from '../upstream-error.ts';

/** As much as a service reads. */
const MAX_BODY_BYTES = 100 * 1_024;
/** An event stream says something every fifteen seconds. */
const SILENCE_MS = 30_000;
const CONNECT_MS = 2_000;

/** Of one connection only (RFC 9110, 7.6.1), or this house's own. */
const NOT_PASSED_ON = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'],
  ...['host', 'cookie', 'authorization', 'x-guest-id', 'x-request-id', URGENT_HEADER, DEADLINE_HEADER],
]);
const NOT_PASSED_BACK = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/**
 * Passes calls on to a service as they are, with the shopper's credentials in place of the cookie. `path` gives the
 * service's path; without it the path stays. Event streams pass through unbuffered. A read whose connection breaks before
 * the answer is asked once more: the service may have closed the connection just then.
 */
export function passage(target: string, path?: (req: Request) => string): RequestHandler {
  const pool = new Pool(new URL(target).origin, {
    connect: { timeout: CONNECT_MS },
    headersTimeout: SILENCE_MS,
    bodyTimeout: SILENCE_MS,
  });
  return (req, res, next) => {
    const query = req.originalUrl.indexOf('?');
    const call: Dispatcher.DispatchOptions = {
      method: req.method as Dispatcher.HttpMethod,
      path: path ? path(req) + (query < 0 ? '' : req.originalUrl.slice(query)) : req.originalUrl,
      headers: headersFor(req),
      body: bodyOf(req),
    };
    const fail = (error: Error) => {
      // What is still on its way is read and dropped: the refusal would not arrive over a connection that is cut.
      if (call.body) req.resume();
      if (res.headersSent) return void res.destroy();
      next(error instanceof HttpProblem ? error : new UpstreamUnavailable(`${target}${call.path}`, { cause: error }));
    };
    const again = call.body === null && (req.method === 'GET' || req.method === 'HEAD');
    const send = (mayFail: boolean) =>
      pool.dispatch(
        call,
        answerInto(res, (error) => (mayFail && !res.headersSent && !res.closed ? send(false) : fail(error))),
      );
    send(again);
  };
}

function headersFor(req: Request): string[] {
  const headers: string[] = [];
  for (const name in req.headers) {
    if (NOT_PASSED_ON.has(name)) continue;
    for (const value of [req.headers[name] ?? []].flat()) headers.push(name, value);
  }
  const { accessToken, guestId } = req.session.credentials();
  if (accessToken) headers.push('authorization', `Bearer ${accessToken}`);
  if (guestId) headers.push('x-guest-id', guestId);
  headers.push('x-request-id', String(req.id));
  return headers;
}

function bodyOf(req: Request): Dispatcher.DispatchOptions['body'] {
  const length = req.headers['content-length'];
  if (Number(length) > MAX_BODY_BYTES) throw tooLarge();
  if (req.headers['transfer-encoding'] !== undefined)
    return limited(req) as unknown as Dispatcher.DispatchOptions['body'];
  return length === undefined || length === '0' ? null : req;
}

async function* limited(req: Request): AsyncGenerator<Buffer> {
  let bytes = 0;
  // The connection has to live on for the refusal.
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw tooLarge();
    yield chunk;
  }
}

const tooLarge = () => new HttpProblem(413, 'body-too-large', 'The body is too large.');

/** Writes an answer as it comes, no faster than the client reads it; a client that goes ends the call. */
function answerInto(res: Response, failed: (error: Error) => void): Dispatcher.DispatchHandler {
  return {
    onRequestStart(controller) {
      if (res.closed) return controller.abort(new Error('The client has gone'));
      res.once('close', () => {
        if (!res.writableFinished) controller.abort(new Error('The client has gone'));
      });
    },
    onResponseStart(controller, status, headers, message) {
      if (status < 200) return;
      for (const name in headers) {
        const value = (headers as OutgoingHttpHeaders)[name];
        if (value !== undefined && !NOT_PASSED_BACK.has(name)) res.setHeader(name, value);
      }
      res.writeHead(status, message);
    },
    onResponseData(controller, chunk) {
      if (!res.write(chunk)) {
        controller.pause();
        res.once('drain', () => controller.resume());
      }
    },
    onResponseEnd() {
      res.end();
    },
    onResponseError(_controller, error) {
      failed(error);
    },
  };
}
