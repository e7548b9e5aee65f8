import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defineApi } from '@tessera/contracts/endpoint';
import { pino } from 'pino';
import { register } from 'prom-client';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createClient } from '../src/api-client.ts';
import { DEADLINE_HEADER } from '../src/deadline.ts';
import { URGENT_HEADER } from '../src/load-shedding.ts';
import { serve } from '../src/process.ts';
import { requestContext } from '../src/request-context.ts';
import { implement } from '../src/routes.ts';
import { createService } from '../src/service.ts';

const done = z.object({ done: z.boolean() });
const key = z.object({ 'idempotency-key': z.string().optional() });
const api = defineApi({
  read: { method: 'GET', path: '/things', access: 'public', summary: 'Read', response: done },
  make: { method: 'POST', path: '/things', access: 'public', summary: 'Make', headers: key, response: done },
});
type Answer = 'cut' | 'busy' | 'silent' | 'refused' | 'done';

describe('A client of a service', () => {
  const stop: (() => unknown)[] = [];
  afterEach(async () => {
    for (const each of stop.splice(0)) await each();
  });

  async function listen(listener: RequestListener) {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stop.push(() => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** A service that answers as told, then goes on as it ended. */
  async function serviceAnswering(...answers: Answer[]) {
    const asked: IncomingMessage[] = [];
    const json = { 'content-type': 'application/json' };
    const baseUrl = await listen((req, res) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)];
      asked.push(req);
      if (answer === 'cut') req.socket.destroy();
      if (answer === 'busy') res.writeHead(503, json).end('{}');
      if (answer === 'refused')
        res.writeHead(409, json).end(JSON.stringify({ title: 'No', status: 409, code: 'taken' }));
      if (answer === 'done') res.writeHead(200, json).end('{"done":true}');
    });
    return { asked, baseUrl, answer: (next: Answer) => answers.splice(0, answers.length, next) };
  }

  it.each<Answer>(['cut', 'busy'])('When a read is %s, then it is asked again and nobody notices', async (fault) => {
    const { baseUrl, asked } = await serviceAnswering(fault, 'done');
    expect(await createClient(api, { baseUrl }).read()).toEqual({ done: true });
    expect(asked).toHaveLength(2);
  });

  it('When a creation fails, then it is asked again only if its key makes that harmless', async () => {
    const { baseUrl, asked } = await serviceAnswering('cut', 'cut', 'done');
    const client = createClient(api, { baseUrl });
    await expect(client.make()).rejects.toMatchObject({ name: 'UpstreamUnavailable', outage: 'unreachable' });
    expect(asked).toHaveLength(1);
    expect(await client.make({ headers: { 'idempotency-key': 'one' } })).toEqual({ done: true });
    expect(asked).toHaveLength(3);
  });

  it('When the service refuses, then that is its answer and it is not asked again', async () => {
    const { baseUrl, asked } = await serviceAnswering('refused');
    await expect(createClient(api, { baseUrl }).read()).rejects.toMatchObject({ name: 'UpstreamError', status: 409 });
    expect(asked).toHaveLength(1);
  });

  it('When everything fails, then retries stay a small share of the calls', async () => {
    const { baseUrl, asked } = await serviceAnswering('busy');
    const client = createClient(api, { baseUrl });
    for (let calls = 0; calls < 40; calls += 1) await client.read().catch(() => {});
    expect(asked.length).toBeGreaterThanOrEqual(40);
    expect(asked.length).toBeLessThanOrEqual(40 + 10 + 40 * 0.1);
  });

  it('When connections keep failing, then the breaker opens, nothing is asked, and one success closes it', async () => {
    const { baseUrl, asked, answer } = await serviceAnswering('cut');
    const client = createClient(api, { baseUrl });
    const outage = () =>
      client.read().then(
        () => 'none',
        (error) => error.outage,
      );
    await expect.poll(outage, { interval: 0, timeout: 5_000 }).toBe('not-asked');
    const asks = asked.length;
    expect(await outage()).toBe('not-asked');
    expect(asked).toHaveLength(asks);
    expect(await register.getSingleMetricAsString('upstream_breaker_state')).toContain(
      `upstream="${new URL(baseUrl).host}",state="open"} 1`,
    );
    answer('done');
    await expect.poll(outage, { timeout: 5_000 }).toBe('none');
    expect(await outage()).toBe('none');
  });

  it('When a service refuses all calls, then its breaker stays closed', async () => {
    const { baseUrl, asked } = await serviceAnswering('refused');
    const client = createClient(api, { baseUrl });
    for (let calls = 0; calls < 60; calls += 1) await client.read().catch(() => {});
    expect(asked).toHaveLength(60);
  });

  it('When calls hang, then only so many wait at once and the others fail at once', async () => {
    const { baseUrl } = await serviceAnswering('silent');
    const client = createClient(api, { baseUrl, deadlineMs: 1_000 });
    const outcomes = await Promise.allSettled(Array.from({ length: 270 }, () => client.read()));
    const outages = outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.outage);
    expect(outages.filter((outage) => outage === 'not-asked')).toHaveLength(20);
    expect(outages.filter((outage) => outage === 'late')).toHaveLength(250);
  });

  it('When a service calls another, then the time that is left and the urgency travel, and no call starts without time', async () => {
    const { baseUrl, asked } = await serviceAnswering('done');
    const client = createClient(api, { baseUrl, deadlineMs: 60_000 });
    const context = { requestId: 'request-1', log: pino({ level: 'silent' }), urgent: true };
    await requestContext.run({ ...context, until: performance.now() + 5_000 }, () => client.read());
    expect(Number(asked[0]?.headers[DEADLINE_HEADER])).toBeLessThanOrEqual(5_000);
    expect(asked[0]?.headers).toMatchObject({ [URGENT_HEADER]: '1', 'x-request-id': 'request-1' });
    const late = requestContext.run({ ...context, until: performance.now() - 1 }, () => client.read());
    await expect(late).rejects.toMatchObject({ name: 'UpstreamUnavailable', outage: 'not-asked' });
    expect(asked).toHaveLength(1);
  });

  it('When the caller gives a handler less time, then its signal fires then, and what it asks gets less', async () => {
    const { baseUrl, asked } = await serviceAnswering('silent');
    const inner = createClient(api, { baseUrl });
    const fired = Promise.withResolvers<unknown>();
    const app = createService({
      name: 'outer',
      logger: pino({ level: 'silent' }),
      checks: {},
      problems: {},
      routes: (app) =>
        implement(app, api, {
          read: ({ signal }) => {
            signal.addEventListener('abort', () => fired.resolve(signal.reason));
            return inner.read();
          },
          make: () => ({ done: true }),
        }),
    });
    const server = await serve(app, { port: 0 });
    stop.push(server.close);
    const answer = await fetch(`http://127.0.0.1:${server.port}/things`, { headers: { [DEADLINE_HEADER]: '200' } });
    expect(answer.status).toBe(503);
    expect(await fired.promise).toMatchObject({ name: 'TimeoutError' });
    expect(Number(asked[0]?.headers[DEADLINE_HEADER])).toBeLessThanOrEqual(200);
  });
});
