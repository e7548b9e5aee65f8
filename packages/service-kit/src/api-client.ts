import type { Api, Endpoint } from '@tessera/contracts/endpoint';
import { problem } from '@tessera/contracts/problem';
import { Agent, type Dispatcher, request } from 'undici';
import type { z } from 'zod';
import { DEADLINE_HEADER, remainingMs } from './deadline.ts';
import { URGENT_HEADER } from './load-shedding.ts';
import { requestContext } from './request-context.ts';
import { guardUpstream, type Upstream } from './upstream.ts';
import { type Outage, UpstreamError, UpstreamUnavailable } from './upstream-error.ts';

/** On whose behalf a call is made. */
export interface Credentials {
  readonly accessToken?: string;
  readonly guestId?: string;
}

type Part<Name extends string, Schema> = Schema extends z.ZodType
  ? {} extends z.input<Schema>
    ? { readonly [N in Name]?: z.input<Schema> }
    : { readonly [N in Name]: z.input<Schema> }
  : unknown;
type CallInput<E extends Endpoint> = Part<'params', E['params']> &
  Part<'query', E['query']> &
  Part<'headers', E['headers']> &
  Part<'body', E['body']> & { readonly caller?: Credentials; readonly signal?: AbortSignal };
type Result<E extends Endpoint> = E['response'] extends z.ZodType
  ? z.output<E['response']>
  : E['status'] extends 204
    ? undefined
    : Dispatcher.ResponseData;
type Call<E extends Endpoint> =
  {} extends CallInput<E> ? (input?: CallInput<E>) => Promise<Result<E>> : (input: CallInput<E>) => Promise<Result<E>>;
export type Client<A extends Api> = { readonly [Name in keyof A]: Call<A[Name]> };

interface ClientOptions {
  readonly baseUrl: string;
  /** For the whole call with its retries; for a stream, until its head. A request under way may leave less. */
  readonly deadlineMs?: number;
}
interface AnyInput {
  readonly params?: Record<string, unknown>;
  readonly query?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly caller?: Credentials;
  readonly signal?: AbortSignal;
}

/**
 * A typed client of a service: one function an endpoint. Throws `UpstreamError` for an answered problem and
 * `UpstreamUnavailable` for no answer in time, and at once while its breaker is open or its bulkhead full. Reads, `PUT`,
 * `DELETE` and what carries an Idempotency-Key are retried. A stream's function resolves with undici's response.
 */
export function createClient<const A extends Api>(api: A, options: ClientOptions): Client<A> {
  const upstream = guardUpstream(new URL(options.baseUrl).host);
  const call = (endpoint: Endpoint) => (input?: AnyInput) => callEndpoint(upstream, endpoint, input ?? {}, options);
  return Object.fromEntries(Object.entries(api).map(([name, endpoint]) => [name, call(endpoint)])) as Client<A>;
}

function callEndpoint(upstream: Upstream, endpoint: Endpoint, input: AnyInput, options: ClientOptions) {
  const url = urlOf(options.baseUrl, endpoint, input);
  const where = `${endpoint.method} ${url.origin}${endpoint.path}`;
  const until = performance.now() + Math.min(options.deadlineMs ?? 2_000, remainingMs());
  return upstream({
    where,
    until,
    repeatable: REPEATABLE.has(endpoint.method) || input.headers?.['idempotency-key'] !== undefined,
    attempt: () => ask({ endpoint, input, url, where, until }),
  });
}

const agent = new Agent();
const REPEATABLE = new Set<Endpoint['method']>(['GET', 'PUT', 'DELETE']);

interface Question {
  readonly endpoint: Endpoint;
  readonly input: AnyInput;
  readonly url: URL;
  readonly where: string;
  readonly until: number;
}

async function ask({ endpoint, input, url, where, until }: Question): Promise<unknown> {
  const ms = Math.ceil(until - performance.now());
  if (ms <= 0) throw new UpstreamUnavailable(where, { cause: new Error('No time is left'), outage: 'not-asked' });
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error(`no answer in ${ms} ms`)), ms);
  let outage: Outage = 'unreachable';
  try {
    // Without the web streams of `fetch`, which cost more than all the rest. It follows no redirect.
    const response = await request(url, {
      dispatcher: agent,
      method: endpoint.method,
      headers: headersOf(input, ms),
      body: input.body === undefined ? null : JSON.stringify(input.body),
      signal: input.signal ? AbortSignal.any([input.signal, late.signal]) : late.signal,
    });
    const { statusCode, body } = response;
    if (statusCode < 200 || statusCode > 299) throw refusal(statusCode, await body.text(), where);
    if (endpoint.status === 204) return void (await body.dump());
    if (!endpoint.response) return response;
    const text = await body.text();
    outage = 'broken';
    return endpoint.response.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof UpstreamError || error instanceof UpstreamUnavailable) throw error;
    if (input.signal?.aborted) throw input.signal.reason;
    throw new UpstreamUnavailable(where, { cause: error, outage: late.signal.aborted ? 'late' : outage });
  } finally {
    clearTimeout(timer);
  }
}

function refusal(status: number, text: string, where: string): Error {
  const answered = problem.safeParse(jsonOf(text));
  const gateway = status === 502 || status === 503 || status === 504;
  if (answered.success && !gateway) return new UpstreamError(answered.data, status, where);
  const outage = status === 503 ? 'busy' : 'broken';
  return new UpstreamUnavailable(where, { cause: new Error(`It answered ${status}`), outage });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function urlOf(baseUrl: string, endpoint: Endpoint, { params = {}, query = {} }: AnyInput): URL {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const url = new URL(baseUrl.replace(/\/$/, '') + path);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) url.searchParams.set(name, String(value));
  }
  return url;
}

function headersOf({ headers, body, caller }: AnyInput, ms: number): Record<string, string> {
  const { requestId, urgent } = requestContext.getStore() ?? {};
  return {
    ...headers,
    [DEADLINE_HEADER]: String(ms),
    ...(urgent ? { [URGENT_HEADER]: '1' } : {}),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(caller?.accessToken ? { authorization: `Bearer ${caller.accessToken}` } : {}),
    ...(caller?.guestId ? { 'x-guest-id': caller.guestId } : {}),
    ...(requestId ? { 'x-request-id': requestId } : {}),
  };
}
