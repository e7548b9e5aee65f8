import type { Access, Api, Endpoint } from '@tessera/contracts/endpoint';
import type { Express, Request, Response } from 'express';
import type { z } from 'zod';
import {
  type Anonymous,
  type Authenticate,
  type Caller,
  type Customer,
  type Guest,
  unauthenticated,
} from './caller.ts';
import { liftDeadline, limitTime } from './deadline.ts';
import { HttpProblem, invalidInput } from './http-problem.ts';
import type { Created } from './idempotency.ts';

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type CallerOf<A extends Access> = A extends 'public' ? Anonymous : A extends 'shopper' ? Guest | Customer : Customer;

/** What a handler gets. `caller` is as narrow as the endpoint's access allows. */
export interface Input<E extends Endpoint> {
  readonly params: Parsed<E['params']>;
  readonly query: Parsed<E['query']>;
  readonly headers: Parsed<E['headers']>;
  readonly body: Parsed<E['body']>;
  readonly caller: CallerOf<E['access']>;
  /** Fires when nobody waits for the answer any more: the caller has gone, or its time is over. */
  readonly signal: AbortSignal;
  readonly req: Request;
}

/** An answer with a status or headers of its own. Make one with `reply`. */
export class Reply<Body> {
  readonly body: Body;
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  constructor(body: Body, status: number | undefined, headers: Readonly<Record<string, string>>) {
    this.body = body;
    this.status = status;
    this.headers = headers;
  }
}
export const reply = <Body>(body: Body, options: { status?: number; headers?: Record<string, string> }): Reply<Body> =>
  new Reply(body, options.status, options.headers ?? {});
export const replyCreated = <Body>({ created, replayed }: Created<Body>): Reply<Body> =>
  reply(created, replayed ? { headers: { 'idempotent-replayed': 'true' } } : {});

type Handler<E extends Endpoint> = E['response'] extends z.ZodType
  ? (input: Input<E>) => Answer<z.input<E['response']>>
  : E['status'] extends 204
    ? (input: Input<E>) => void | Promise<void>
    : (input: Input<E>, res: Response) => void | Promise<void>;
type Answer<Body> = Body | Reply<Body> | Promise<Body | Reply<Body>>;
export type Handlers<A extends Api> = { readonly [Name in keyof A]: Handler<A[Name]> };

/**
 * Mounts a handler for each endpoint. Access and input are checked first; what a handler returns passes through the
 * endpoint's response schema, so that nothing leaves that the contract does not name. An endpoint without `response`
 * (and without status 204) is a stream: its handler gets `res` and answers itself.
 */
export function implement<const A extends Api>(
  app: Express,
  api: A,
  handlers: Handlers<A>,
  { authenticate }: { authenticate?: Authenticate } = {},
): void {
  for (const [name, endpoint] of Object.entries(api)) {
    if (endpoint.access !== 'public' && !authenticate) throw new Error(`${name} needs an authenticator`);
    const method = endpoint.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    const handler = handlers[name] as (input: unknown, res: Response) => unknown;
    app[method](endpoint.path, async (req, res) => {
      const caller = admit(endpoint.access, endpoint.access === 'public' ? anonymous : await authenticate?.(req));
      const input = { ...parse(endpoint, req), caller, req };
      if (!endpoint.response && endpoint.status !== 204) {
        liftDeadline();
        return void (await handler({ ...input, signal: gone(res) }, res));
      }
      const ms = limitTime();
      if (ms === 0) throw new HttpProblem(503, 'unavailable', 'There was no time left to begin with this.');
      const signal = AbortSignal.any([gone(res), AbortSignal.timeout(ms)]);
      send(res, endpoint, await handler({ ...input, signal }, res));
    });
  }
}

const anonymous: Anonymous = { kind: 'anonymous' };

function admit(access: Access, caller: Caller | undefined): Caller {
  if (access === 'public') return anonymous;
  if (!caller || caller.kind === 'anonymous') throw unauthenticated();
  if (access === 'shopper') return caller;
  if (caller.kind !== 'customer') throw unauthenticated();
  if (access !== 'customer' && !caller.roles.includes(access) && !caller.roles.includes('admin')) {
    throw new HttpProblem(403, 'forbidden', 'Your account may not do this.');
  }
  return caller;
}

function parse(endpoint: Endpoint, req: Request): Record<string, unknown> {
  if (endpoint.body && req.body === undefined && hasBody(req)) {
    throw new HttpProblem(415, 'unsupported-media-type', 'Send the body as application/json.');
  }
  const issues: z.core.$ZodIssue[] = [];
  const part = (schema: z.ZodType | undefined, value: unknown) => {
    if (!schema) return undefined;
    const result = schema.safeParse(value);
    if (!result.success) issues.push(...result.error.issues);
    return result.data;
  };
  const parsed = {
    params: part(endpoint.params, req.params),
    query: part(endpoint.query, req.query),
    headers: part(endpoint.headers, req.headers),
    body: part(endpoint.body, req.body),
  };
  if (issues.length > 0) throw invalidInput(issues);
  return parsed;
}

const hasBody = (req: Request) =>
  req.headers['transfer-encoding'] !== undefined || Number(req.get('content-length')) > 0;

function send(res: Response, endpoint: Endpoint, answer: unknown): void {
  const { body, status, headers } = answer instanceof Reply ? answer : new Reply(answer, undefined, {});
  res.status(status ?? endpoint.status ?? 200).set(headers);
  if (endpoint.response) res.json(endpoint.response.parse(body));
  else res.end();
}

function gone(res: Response): AbortSignal {
  const controller = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) controller.abort(new Error('The client has gone'));
  });
  return controller.signal;
}
