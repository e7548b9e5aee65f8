import type { Api, Endpoint } from '@tessera/contracts/endpoint';
import { problem } from '@tessera/contracts/problem';
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
    : Response;
type Call<E extends Endpoint> =
  {} extends CallInput<E> ? (input?: CallInput<E>) => Promise<Result<E>> : (input: CallInput<E>) => Promise<Result<E>>;
export type Client<A extends Api> = { readonly [Name in keyof A]: Call<A[Name]> };

interface ClientOptions {
  readonly baseUrl: string;
  /** For the whole call with its retries; for a stream, until its head. A request under way may leave less. */
  readonly deadlineMs?: number;
  readonly fetch?: typeof globalThis.fetch;
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
 * `DELETE` and what carries an Idempotency-Key are retried. A stream's function resolves with the `Response`.
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
    attempt: () => ask({ endpoint, input, url, where, until, fetch: options.fetch ?? globalThis.fetch }),
  });
}

const REPEATABLE = new Set<Endpoint['method']>(['GET', 'PUT', 'DELETE']);

interface Question {
  readonly endpoint: Endpoint;
  readonly input: AnyInput;
  readonly url: URL;
  readonly where: string;
  readonly until: number;
  readonly fetch: typeof globalThis.fetch;
}

async function ask({ endpoint, input, url, where, until, fetch }: Question): Promise<unknown> {
  const ms = Math.ceil(until - performance.now());
  if (ms <= 0) throw new UpstreamUnavailable(where, { cause: new Error('No time is left'), outage: 'not-asked' });
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error(`no answer in ${ms} ms`)), ms);
  let outage: Outage = 'unreachable';
  try {
    const response = await fetch(url, {
      method: endpoint.method,
      headers: headersOf(input, ms),
      body: input.body === undefined ? undefined : JSON.stringify(input.body),
      signal: input.signal ? AbortSignal.any([input.signal, late.signal]) : late.signal,
      redirect: 'error',
    });
    if (!response.ok) throw await refusal(response, where);
    if (endpoint.status === 204) return void (await response.arrayBuffer());
    if (!endpoint.response) return response;
    const text = await response.text();
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

async function refusal(response: Response, where: string): Promise<Error> {
  const answered = problem.safeParse(await response.json().catch(() => undefined));
  const gateway = response.status === 502 || response.status === 503 || response.status === 504;
  if (answered.success && !gateway) return new UpstreamError(answered.data, response.status, where);
  const outage = response.status === 503 ? 'busy' : 'broken';
  return new UpstreamUnavailable(where, { cause: new Error(`It answered ${response.status}`), outage });
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
