import { defineApi } from '@tessera/contracts/endpoint';
import { startSigningAuthority } from '@tessera/testing/signing-authority';
import express from 'express';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createClient } from '../src/api-client.ts';
import { createAuthenticator } from '../src/caller.ts';
import { openEventStream } from '../src/event-stream.ts';
import { DomainError } from '../src/problem-error.ts';
import { serve } from '../src/process.ts';
import { implement, reply } from '../src/routes.ts';
import { createService } from '../src/service.ts';
import { newId } from '../src/system.ts';

const thing = z.object({ id: z.string(), size: z.int() });
const api = defineApi({
  list: {
    method: 'GET',
    path: '/things',
    access: 'public',
    summary: 'Things',
    query: z.object({ limit: z.coerce.number().int().max(9).default(3) }),
    response: z.object({ limit: z.int() }),
  },
  make: {
    method: 'POST',
    path: '/things',
    access: 'shopper',
    status: 201,
    summary: 'Make',
    body: thing,
    response: thing,
  },
  drop: {
    method: 'DELETE',
    path: '/things/:id',
    access: 'admin',
    status: 204,
    summary: 'Drop',
    params: z.object({ id: z.string() }),
  },
  who: { method: 'GET', path: '/who', access: 'customer', summary: 'Who', response: z.object({ userId: z.string() }) },
  break: { method: 'GET', path: '/break', access: 'public', summary: 'Break', response: thing },
  refuse: { method: 'GET', path: '/refuse', access: 'public', summary: 'Refuse', response: thing },
  replay: { method: 'GET', path: '/replay', access: 'public', summary: 'Replay', response: thing },
  watch: { method: 'GET', path: '/watch', access: 'public', summary: 'Watch' },
});

describe('A service', () => {
  let base = '';
  let ready = true;
  let heard = true;
  const stop: (() => Promise<void>)[] = [];
  let token: (roles?: string[]) => Promise<string>;
  const userId = newId();

  beforeAll(async () => {
    const authority = await startSigningAuthority();
    token = (roles) => authority.token({ userId, roles });
    const authenticate = createAuthenticator({ jwksUrl: authority.jwksUrl, issuer: 'tessera' });
    const app = createService({
      name: 'thing',
      logger: pino({ level: 'silent' }),
      checks: { store: async () => ready || Promise.reject(new Error('secret address')), slow: async () => {} },
      degradedWithout: { events: async () => heard || Promise.reject(new Error('no broker')) },
      problems: { 'thing-gone': 409 },
      api,
      routes: (app) =>
        implement(
          app,
          api,
          {
            list: ({ query }) => ({ limit: query.limit }),
            make: ({ body }) => ({ ...body, secret: 'never leaves' }),
            drop: () => {},
            who: ({ caller }) => ({ userId: caller.userId }),
            break: () => {
              throw new Error('password of the database is x');
            },
            refuse: () => {
              throw new DomainError('thing-gone', 'The thing is gone.');
            },
            replay: () => reply({ id: 'a', size: 1 }, { status: 202, headers: { 'idempotent-replayed': 'true' } }),
            watch: (_input, res) => void res.type('text/event-stream').end('data: 1\n\n'),
          },
          { authenticate },
        ),
    });
    const server = await serve(app, { port: 0 });
    base = `http://127.0.0.1:${server.port}`;
    stop.push(server.close, authority.close);
  });
  afterAll(() => Promise.all(stop.map((each) => each())));

  const call = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(base + path, init);
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : undefined;
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      headers: response.headers,
      json,
      text,
    };
  };
  const post = (body: string, headers: Record<string, string> = {}) =>
    call('/things', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'x-guest-id': newId(), ...headers },
    });

  it('When it is ready, then it says of each part that it is up', async () => {
    expect(await call('/health/live')).toMatchObject({ status: 200 });
    expect(await call('/health/ready')).toMatchObject({
      status: 200,
      json: { parts: { store: 'up', slow: 'up', events: 'up' }, degraded: [] },
    });
  });

  it('When a part is away that it can serve without, then it is ready, and says and measures what it lacks', async () => {
    heard = false;
    const [answer, metrics] = [await call('/health/ready'), await call('/metrics')];
    heard = true;
    expect(answer).toMatchObject({
      status: 200,
      json: { status: 'up', parts: { events: 'down' }, degraded: ['events'] },
    });
    expect(metrics.text).toMatch(/^part_up{part="events",service="\w+"} 0$/m);
    expect(metrics.text).toMatch(/^part_up{part="store",service="\w+"} 1$/m);
  });

  it('When a part is down, then it is not ready, and does not say why to the caller', async () => {
    ready = false;
    const answer = await call('/health/ready');
    ready = true;
    expect(answer).toMatchObject({ status: 503, json: { status: 'down', parts: { store: 'down', slow: 'up' } } });
    expect(answer.text).not.toContain('secret');
  });

  it('When the input is right, then it is parsed, and only what the contract names comes back', async () => {
    expect((await call('/things?limit=5')).json).toEqual({ limit: 5 });
    expect((await call('/things')).json).toEqual({ limit: 3 });
    expect(await post('{"id":"a","size":2}')).toMatchObject({ status: 201, json: { id: 'a', size: 2 } });
    expect((await post('{"id":"a","size":2}')).text).not.toContain('secret');
  });

  it.each([
    ['a wrong type', '{"id":"a","size":"big"}', 400, 'invalid-input'],
    ['broken JSON', '{"id":', 400, 'malformed-json'],
    ['no body', '', 400, 'invalid-input'],
    ['too much', JSON.stringify({ id: 'a'.repeat(110_000), size: 1 }), 413, 'body-too-large'],
  ])('When the body is %s, then the problem says so', async (_what, body, status, code) => {
    const answer = await post(body);
    expect(answer).toMatchObject({ status, json: { status, code } });
    expect(answer.type).toContain('application/problem+json');
  });

  it('When fields are wrong, then each is named', async () => {
    const { json } = await post('{"size":"big"}');
    expect(json.errors.map(({ path }: { path: string }) => path)).toEqual(['id', 'size']);
  });

  it('When the body is a form, then it is refused as such', async () => {
    const answer = await post('id=a', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(answer).toMatchObject({ status: 415, json: { code: 'unsupported-media-type' } });
  });

  it('When nothing is at an address, then that is a 404 problem', async () => {
    expect(await call('/nothing')).toMatchObject({ status: 404, json: { code: 'not-found' } });
    expect(await call('/things/%E0%A4%A', { method: 'DELETE' })).toMatchObject({
      status: 400,
      json: { code: 'malformed-url' },
    });
  });

  it('When something breaks, then nothing of why is told', async () => {
    const answer = await call('/break');
    expect(answer).toMatchObject({ status: 500, json: { code: 'internal-error' } });
    expect(answer.text).not.toContain('password');
  });

  it('When the domain refuses, then its code has the status of the table', async () => {
    expect(await call('/refuse')).toMatchObject({
      status: 409,
      json: { code: 'thing-gone', detail: 'The thing is gone.' },
    });
  });

  it('When a handler replies with a status and headers, then they are sent', async () => {
    const answer = await call('/replay');
    expect(answer.status).toBe(202);
    expect(answer.headers.get('idempotent-replayed')).toBe('true');
  });

  it('When the caller is not who may call, then it is a 401 or a 403', async () => {
    const bearer = async (roles?: string[]) => ({ authorization: `Bearer ${await token(roles)}` });
    const guest = { 'x-guest-id': newId() };
    expect((await call('/who')).status).toBe(401);
    expect((await call('/who', { headers: guest })).status).toBe(401);
    expect((await call('/who', { headers: { authorization: 'Bearer nonsense' } })).json.code).toBe('unauthenticated');
    expect((await call('/who', { headers: await bearer() })).json).toEqual({ userId });
    expect((await call('/things/a', { method: 'DELETE', headers: await bearer() })).status).toBe(403);
    expect((await call('/things/a', { method: 'DELETE', headers: await bearer(['admin']) })).status).toBe(204);
    expect((await call('/things', { method: 'POST' })).status).toBe(401);
  });

  it('When a request id is given, then it is kept; a bad one is replaced', async () => {
    const id = async (given: string) =>
      (await call('/things', { headers: { 'x-request-id': given } })).headers.get('x-request-id');
    expect(await id('req-12345678')).toBe('req-12345678');
    expect(await id('<script>')).not.toBe('<script>');
  });

  it('When it is scraped, then durations are there by route, not by address', async () => {
    await call('/things/abc', { method: 'DELETE' });
    const { text } = await call('/metrics');
    expect(text).toContain('route="/things/:id"');
    expect(text).toContain('process_resident_memory_bytes');
    expect(text).not.toContain('/things/abc');
  });

  it('When it is asked for its contract, then that is OpenAPI 3.1 with the problems of each call', async () => {
    const { json } = await call('/openapi.json');
    expect(json.openapi).toBe('3.1.0');
    expect(Object.keys(json.paths['/things'].post.responses)).toEqual(['201', '400', '401']);
    expect(json.paths['/things/{id}'].delete.parameters[0]).toMatchObject({ name: 'id', in: 'path' });
  });

  it('When it stops, then it ends event streams at once and lets a running request finish', async () => {
    const app = express();
    app.get('/stream', (_req, res) => openEventStream(res).send('hello', { n: 1 }));
    app.get('/slow', (_req, res) => void setTimeout(() => res.json({ done: true }), 100));
    const server = await serve(app, { port: 0 });
    const at = `http://127.0.0.1:${server.port}`;
    const stream = await fetch(`${at}/stream`);
    const slow = fetch(`${at}/slow`);
    await new Promise((resolve) => setTimeout(resolve, 30));

    const started = performance.now();
    await server.close();

    expect(performance.now() - started).toBeLessThan(2_000);
    expect(await stream.text()).toContain('event: hello\ndata: {"n":1}\n\n');
    expect(await (await slow).json()).toEqual({ done: true });
    await expect(fetch(`${at}/slow`)).rejects.toThrow();
  });

  it('When its port is taken, then the error names it', async () => {
    const port = Number(new URL(base).port);
    await expect(serve(() => {}, { port })).rejects.toThrow(`Port ${port}`);
  });

  describe('seen by its client', () => {
    const client = () => createClient(api, { baseUrl: base });

    it('When a call succeeds, then the client has the typed answer', async () => {
      expect(await client().list({ query: { limit: 2 } })).toEqual({ limit: 2 });
      expect(await client().make({ body: { id: 'a', size: 1 }, caller: { guestId: newId() } })).toEqual({
        id: 'a',
        size: 1,
      });
      expect(
        await client().drop({ params: { id: 'a b' }, caller: { accessToken: await token(['admin']) } }),
      ).toBeUndefined();
      expect(await (await client().watch()).body.text()).toContain('data: 1');
    });

    it('When a call is refused, then the client throws the problem', async () => {
      await expect(client().refuse()).rejects.toMatchObject({
        name: 'UpstreamError',
        status: 409,
        problem: { code: 'thing-gone' },
      });
    });

    it('When nobody answers, or too late, then the service is unavailable', async () => {
      await expect(createClient(api, { baseUrl: 'http://127.0.0.1:1' }).list()).rejects.toMatchObject({
        name: 'UpstreamUnavailable',
      });
      const silent = await serve(() => {}, { port: 0 });
      const late = createClient(api, { baseUrl: `http://127.0.0.1:${silent.port}`, deadlineMs: 50 });
      await expect(late.list()).rejects.toMatchObject({ name: 'UpstreamUnavailable' });
      await silent.close();
    });
  });
});
