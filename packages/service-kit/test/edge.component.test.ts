import { request } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { defineApi } from '@tessera/contracts/endpoint';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createBff } from '../src/bff/app.ts';
import { formAction } from '../src/bff/form.ts';
import { passage } from '../src/bff/passage.ts';
import { serve } from '../src/process.ts';
import { implement } from '../src/routes.ts';
import { createService } from '../src/service.ts';

const HEADERS_MS = 200;
const logger = pino({ level: 'silent' });
const api = defineApi({
  make: {
    method: 'POST',
    path: '/things',
    access: 'public',
    summary: 'Make',
    body: z.object({ name: z.string(), more: z.unknown() }),
    response: z.object({ name: z.string() }),
  },
});

describe('The HTTP edge', () => {
  const ports: Record<string, number> = {};
  const stop: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const service = createService({
      name: 'edge',
      logger,
      checks: {},
      problems: {},
      routes: (app) => implement(app, api, { make: ({ body }) => ({ name: body.name }) }),
    });
    const inner = await serve(service, { port: 0 });
    const serviceUrl = `http://127.0.0.1:${inner.port}`;
    const bff = createBff({
      name: 'bff-edge',
      logger,
      config: { sessionSecret: 'x'.repeat(32), userServiceUrl: serviceUrl, secureCookies: false },
      checks: {},
      routes: (app) => {
        app.use('/things', passage(serviceUrl));
        app.post(
          '/form',
          formAction({
            name: 'form',
            schema: z.object({ name: z.string(), more: z.unknown() }),
            secret: 'x'.repeat(32),
            fallback: '/',
            handle: async ({ name }) => ({ next: '/', body: { name } }),
          }),
        );
      },
    });
    const outer = await serve(bff, { port: 0 });
    const impatient = await Promise.all([service, bff].map((app) => serve(app, { port: 0, headersMs: HEADERS_MS })));
    Object.assign(ports, { service: inner.port, BFF: outer.port });
    Object.assign(ports, { 'impatient service': impatient[0]?.port, 'impatient BFF': impatient[1]?.port });
    stop.push(...[outer, ...impatient, inner].map((server) => () => server.close()));
  });
  afterAll(async () => {
    for (const each of stop) await each();
  });

  const places = [
    ['a service', 'service', '/things'],
    ["a BFF's passage", 'BFF', '/things'],
    ["a BFF's form", 'BFF', '/form'],
  ] as const;

  /** The answer, even when it comes before everything was sent. */
  function post(port: number | undefined, path: string, body: Buffer | Readable, headers: Record<string, string> = {}) {
    return new Promise<{ status: number; code: string }>((resolve, reject) => {
      const sent = request({
        port,
        host: '127.0.0.1',
        path,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers },
      });
      sent.once('response', async (response) => {
        const text = Buffer.concat(await response.toArray()).toString();
        sent.destroy();
        resolve({ status: response.statusCode ?? 0, code: text.startsWith('{') ? JSON.parse(text).code : text });
      });
      sent.once('error', reject);
      Readable.from(body instanceof Buffer ? [body] : body).pipe(sent);
    });
  }
  const megabytes = (count: number) =>
    Readable.from(
      (function* () {
        yield Buffer.from('{"name":"');
        for (let sent = 0; sent < count; sent += 1) yield Buffer.alloc(1_000_000, 'x');
        yield Buffer.from('"}');
      })(),
    );
  const deep = (levels: number) => Buffer.from(`{"name":"a","more":${'['.repeat(levels)}${']'.repeat(levels)}}`);

  describe.each(places)('of %s', (_, place, path) => {
    it('When a body is too large, announced or in chunks, then it is refused as such', async () => {
      const tooLarge = { status: 413, code: 'body-too-large' };
      const body = Buffer.from(JSON.stringify({ name: 'x'.repeat(200_000) }));
      expect(await post(ports[place], path, body, { 'content-length': String(body.length) })).toEqual(tooLarge);
      expect(await post(ports[place], path, megabytes(100))).toEqual(tooLarge);
    });

    it('When little gzip hides much, then it is refused as too large', async () => {
      const bomb = gzipSync(JSON.stringify({ name: 'x'.repeat(20_000_000) }));
      expect(await post(ports[place], path, bomb, { 'content-encoding': 'gzip' })).toEqual({
        status: 413,
        code: 'body-too-large',
      });
    });

    it('When JSON is very deep, then it is refused, and no stack overflows', async () => {
      expect(await post(ports[place], path, deep(20_000))).toEqual({ status: 400, code: 'malformed-json' });
      expect(await post(ports[place], path, deep(10))).toMatchObject({ status: 200 });
    });
  });

  describe.each(['impatient service', 'impatient BFF'])('of an %s', (place) => {
    /** What comes back over a raw connection until the server ends it. */
    async function untilCut(send: (socket: ReturnType<typeof connect>) => void) {
      const socket = connect({ port: ports[place] as number, host: '127.0.0.1' });
      const chunks: Buffer[] = [];
      socket.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', () => {});
      send(socket);
      await new Promise((resolve) => socket.once('close', resolve));
      return Buffer.concat(chunks).toString();
    }

    it('When headers are huge, then they are refused', async () => {
      const answer = await untilCut((socket) => socket.write(`GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}`));
      expect(answer).toContain('431 Request Header Fields Too Large');
    });

    it('When headers come drop by drop, then the connection is cut', async () => {
      const answer = await untilCut((socket) => {
        socket.write('GET /health/live HTTP/1.1\r\nhost: x\r\n');
        const drip = setInterval(() => socket.write('x-a: b\r\n'), HEADERS_MS / 10);
        socket.once('close', () => clearInterval(drip));
      });
      expect(answer).not.toContain('200 OK');
    });

    it('When a body never ends, then the connection is cut', async () => {
      const answer = await untilCut((socket) => {
        socket.write('POST /things HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\n');
        socket.write('content-type: application/json\r\ncontent-length: 1000\r\n\r\n{');
      });
      expect(answer).toMatch(/^HTTP\/1.1 (408|400)/);
    });
  });
});
