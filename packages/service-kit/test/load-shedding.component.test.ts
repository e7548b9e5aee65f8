import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpApp } from '../src/http-app.ts';
import { URGENT_HEADER } from '../src/load-shedding.ts';
import { serve } from '../src/process.ts';

describe('An app that has all it can do', () => {
  let base = '';
  let finish = () => {};
  let reads: Promise<Response>[] = [];
  const stop: (() => Promise<void>)[] = [];

  /** An app whose two places are taken by reads that last until `finish()`. */
  const start = async (passUpstream: boolean) => {
    const { promise: finished, resolve } = Promise.withResolvers<void>();
    const started = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const app = createHttpApp({
      name: 'busy',
      logger: pino({ level: 'silent' }),
      checks: {},
      problems: {},
      passUpstream,
      limit: { admits: ({ all }, urgent) => all < (urgent ? 3 : 2), learn: () => {} },
      mount: (app) => {
        app.get('/slow/:place', async (req, res) => {
          started[Number(req.params.place)]?.resolve();
          await finished;
          res.json({});
        });
        app.all('/quick', (_req, res) => void res.json({}));
      },
    });
    const server = await serve(app, { port: 0 });
    base = `http://127.0.0.1:${server.port}`;
    const own = [0, 1].map((place) => fetch(`${base}/slow/${place}`));
    reads = own;
    await Promise.all(started.map(({ promise }) => promise));
    finish = resolve;
    stop.push(async () => {
      resolve();
      await Promise.all(own);
      await server.close();
    });
  };
  beforeAll(() => start(false));
  afterAll(async () => {
    for (const each of stop) await each();
  });

  const status = async (path: string, init?: RequestInit) => (await fetch(base + path, init)).status;

  it('When one more read comes, then it is refused at once and told when to come back', async () => {
    const refused = await fetch(`${base}/quick`);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await refused.json()).toMatchObject({ status: 503, code: 'overloaded' });
  });

  it('When somebody asks whether it lives or is ready, or for metrics, then it answers', async () => {
    expect(await status('/health/live')).toBe(200);
    expect(await status('/health/ready')).toBe(200);
    expect(await (await fetch(`${base}/metrics`)).text()).toMatch(/http_requests_shed_total\{urgent="false".*\} \d/);
  });

  it('When a change comes, or a read that is part of one, then it is done', async () => {
    expect(await status('/quick', { method: 'POST' })).toBe(200);
    expect(await status('/quick', { headers: { [URGENT_HEADER]: '1' } })).toBe(200);
  });

  it('When it has finished what it had, then it takes more', async () => {
    finish();
    await Promise.all(reads);
    await expect.poll(() => status('/quick')).toBe(200);
  });

  it('When it is a BFF, then nobody outside calls a read urgent', async () => {
    await start(true);
    expect(await status('/quick', { headers: { [URGENT_HEADER]: '1' } })).toBe(503);
  });
});
