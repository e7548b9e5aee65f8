import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type RenderWorker, startRenderWorker } from './render-worker.ts';

const settings = { script: join(import.meta.dirname, '../render-worker/main.ts'), memoryMb: 64 };
const containerOf = (render: string, setup = '') => `
  ${setup}
  const render = async ({ fragment, api }) => {${render}};
  exports.shop = { init() {}, get: async () => () => ({ render }) };`;
const GOOD = 'return { html: "<p>" + fragment + "</p>" };';

let open: RenderWorker[] = [];
const start = async (code: string) => {
  const worker = await startRenderWorker({ name: 'shop@1.0.0', code: new TextEncoder().encode(code) }, settings);
  open.push(worker);
  return worker;
};
afterEach(() => {
  for (const worker of open) worker.close();
  open = [];
});

let bff = '';
beforeAll(async () => {
  const server = createServer((request, response) => {
    if (request.url === '/silent') return;
    response.setHeader('set-cookie', 'seen=1; Path=/');
    response.statusCode = request.url === '/failing' ? 500 : 200;
    response.end(JSON.stringify({ cookie: request.headers.cookie, agent: request.headers['user-agent'] }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  bff = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return () => {
    server.closeAllConnections();
    server.close();
  };
});
const job = (fragment = 'list') => ({
  request: { fragment, instance: 'm0', url: '/', props: {}, state: {} as never, nonce: 'n' },
  bff: { url: bff, headers: { 'user-agent': 'Robin' }, cookie: 'session=a' },
});
const render = (worker: RenderWorker, deadlineMs = 2000) => worker.render(job(), deadlineMs);

describe('a render worker', () => {
  it('When its container is well, then it renders', async () => {
    const worker = await start(containerOf(GOOD));
    expect(await render(worker)).toMatchObject({ type: 'rendered', result: { html: '<p>list</p>' }, bff: 'well' });
    expect(worker.renders).toBe(1);
    expect((await worker.measure())?.heapBytes).toBeGreaterThan(1_000_000);
  });

  it('When a fragment asks its BFF, then the shopper’s headers and cookies go there and new cookies come back', async () => {
    const worker = await start(containerOf('return { html: JSON.stringify(await (await api("/screen")).json()) }'));
    expect(await render(worker)).toMatchObject({
      result: { html: JSON.stringify({ cookie: 'session=a', agent: 'Robin' }) },
      setCookies: ['seen=1; Path=/'],
    });
  });

  it.each([
    ['answers an error', '/failing', 'throw new Error("no screen")', { type: 'failed', bff: 'failed' }],
    ['is fine', '/screen', 'throw new Error("broken")', { type: 'failed', bff: 'well', error: 'broken' }],
  ])('When a render throws and its BFF %s, then both is told', async (_, path, then, expected) => {
    const worker = await start(containerOf(`await (await api("${path}")).json(); ${then}`));
    expect(await render(worker)).toMatchObject(expected);
  });

  it.each([
    ['waits for its BFF', 'await api("/silent")', false],
    ['waits for nothing', 'await new Promise(() => {})', true],
  ])(
    'When a render is late because it %s, then it is told whose fault that is and the worker goes on',
    async (_, body, expected) => {
      const worker = await start(containerOf(`if (fragment === "list") { ${body} } ${GOOD}`));
      const outcome = await render(worker, 400);
      expect(outcome.type).toBe('late');
      expect(await (outcome as { own: Promise<boolean> }).own).toBe(expected);
      expect(await worker.render(job('other'), 1000)).toMatchObject({ type: 'rendered' });
    },
  );

  it('When a render is an endless loop, then it is late in time and the worker is ended', async () => {
    const worker = await start(containerOf('for (;;);'));
    const startedAt = performance.now();
    expect((await render(worker, 100)).type).toBe('late');
    expect(performance.now() - startedAt).toBeLessThan(400);
    expect(await worker.ended).toMatch(/did not react/);
    expect(await render(worker)).toMatchObject({ type: 'ended' });
  });

  it.each([
    ['ends its process', 'process.exit(3)', /exit code 3/],
    [
      'throws where nobody catches',
      'setTimeout(() => { throw new Error("later") }); await new Promise(() => {})',
      /later/,
    ],
    ['rejects where nobody catches', 'void Promise.reject(new Error("astray")); await new Promise(() => {})', /astray/],
    ['fills its heap', 'const all = []; for (;;) all.push(new Array(1000).fill(all.length));', /SIG(ABRT|TRAP)/],
    ['keeps buffers', 'globalThis.all = Buffer.alloc(80e6, 1); return { html: "" }', /rendered/],
  ])('When a container %s, then what is pending fails at once and this process lives', async (_, body, why) => {
    const worker = await start(containerOf(body));
    const outcome = await render(worker, 5000);
    expect('error' in outcome ? outcome.error : outcome.type).toMatch(why);
    expect(await worker.ended).toBeTypeOf('string');
  });

  it('When a container sends a signal to the whole process, then it is refused', async () => {
    const worker = await start(containerOf('process.kill(process.pid, "SIGKILL")'));
    expect(await render(worker)).toMatchObject({ type: 'failed', error: 'A remote may not send signals' });
  });

  it('When a container tells whoever forked it that it is ready, then the shell hears nothing of it', async () => {
    const worker = await start(containerOf(`process.send?.(null); return { html: String(process.send) }`));
    expect(await render(worker)).toMatchObject({ result: { html: 'undefined' } });
  });

  it.each([
    ['throws', 'throw new Error("broken")', /broken/],
    ['is no JavaScript', '<html>', /Unexpected token/],
    ['exposes nothing', '', /shop@1.0.0/],
    ['asks for what Node has not', 'require("left-pad")', /left-pad/],
    ['ends its process', 'process.exit(0)', /exit code 0/],
  ])('When a container %s as it is loaded, then its worker is not started', async (_, code, why) => {
    await expect(start(code)).rejects.toThrow(why);
  });

  it('When it is closed, then what runs ends first, and pages that hold it are waited for', async () => {
    const worker = await start(containerOf(`await new Promise((resolve) => setTimeout(resolve, 100)); ${GOOD}`));
    const letGo = worker.hold();
    const running = render(worker);
    worker.close();
    expect(await running).toMatchObject({ type: 'rendered' });
    expect(await render(worker)).toMatchObject({ type: 'rendered' });
    letGo();
    expect(await render(worker)).toMatchObject({ type: 'ended' });
  });

  it('When it is given what the shell keeps secret, then there is nothing', async () => {
    process.env.SHELL_TEST_SECRET = 'secret';
    const worker = await start(containerOf('return { html: JSON.stringify(process.env) }'));
    expect(await render(worker)).toMatchObject({ result: { html: '{"NODE_ENV":"production"}' } });
  });
});
