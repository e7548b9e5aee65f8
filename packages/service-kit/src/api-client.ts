import type { Api, Endpoint } from '@tessera/contracts/endpoint';
import { problem } from '@tessera/contracts/problem';
import type { z } from 'zod';
import { requestContext } from './request-context.ts';
import { UpstreamError, UpstreamUnavailable } from './upstream-error.ts';

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
  /** For the whole call; for a stream, until its head. */
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
 * `UpstreamUnavailable` for no answer in time. A stream's function resolves with the `Response`.
 */
export function createClient<const A extends Api>(api: A, options: ClientOptions): Client<A> {
  const call = (endpoint: Endpoint) => (input?: AnyInput) => callEndpoint(endpoint, input ?? {}, options);
  return Object.fromEntries(Object.entries(api).map(([name, endpoint]) => [name, call(endpoint)])) as Client<A>;
}

async function callEndpoint(endpoint: Endpoint, input: AnyInput, options: ClientOptions): Promise<unknown> {
  const { baseUrl, deadlineMs = 2_000, fetch = globalThis.fetch } = options;
  const url = urlOf(baseUrl, endpoint, input);
  const where = `${endpoint.method} ${url.origin}${endpoint.path}`;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error(`no answer in ${deadlineMs} ms`)), deadlineMs);
  try {
    const response = await fetch(url, {
      method: endpoint.method,
      headers: headersOf(input),
      body: input.body === undefined ? undefined : JSON.stringify(input.body),
      signal: input.signal ? AbortSignal.any([input.signal, late.signal]) : late.signal,
      redirect: 'error',
    });
    if (!response.ok) throw await refusal(response, where);
    if (endpoint.response) return endpoint.response.parse(await response.json());
    if (endpoint.status !== 204) return response;
    return void (await response.arrayBuffer());
  } catch (error) {
    if (error instanceof UpstreamError || error instanceof UpstreamUnavailable) throw error;
    if (input.signal?.aborted) throw input.signal.reason;
    throw new UpstreamUnavailable(where, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

async function refusal(response: Response, where: string): Promise<Error> {
  const answered = problem.safeParse(await response.json().catch(() => undefined));
  const gateway = response.status === 502 || response.status === 503 || response.status === 504;
  if (answered.success && !gateway) return new UpstreamError(answered.data, response.status, where);
  return new UpstreamUnavailable(where, { cause: new Error(`It answered ${response.status}`) });
}

function urlOf(baseUrl: string, endpoint: Endpoint, { params = {}, query = {} }: AnyInput): URL {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const url = new URL(baseUrl.replace(/\/$/, '') + path);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) url.searchParams.set(name, String(value));
  }
  return url;
}

function headersOf({ headers, body, caller }: AnyInput): Record<string, string> {
  const requestId = requestContext.getStore()?.requestId;
  return {
    ...headers,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(caller?.accessToken ? { authorization: `Bearer ${caller.accessToken}` } : {}),
    ...(caller?.guestId ? { 'x-guest-id': caller.guestId } : {}),
    ...(requestId ? { 'x-request-id': requestId } : {}),
  };
}
