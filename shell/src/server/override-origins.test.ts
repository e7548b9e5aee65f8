import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, expect, it } from 'vitest';
import { createOverrideOrigins } from './override-origins.ts';
import { createReleases } from './releases.ts';
import type { RenderWorker } from './render-worker.ts';

const sha384 = (content: string) => `sha384-${createHash('sha384').update(content).digest('base64')}`;
const code = '// the container';
const manifest = JSON.stringify({
  contract: 1,
  name: 'shop',
  version: '1.0.0',
  framework: 'none',
  team: 'Shop',
  bff: '/api/shop',
  state: 1,
  fragments: {},
  web: { entry: 'remoteEntry.js', css: [], bytes: { script: 0, css: 0 } },
  node: { entry: 'node.cjs' },
  integrity: { 'node.cjs': sha384(code) },
  builtAt: '2026-11-20T00:00:00.000Z',
});
const registry = JSON.stringify({
  remotes: { shop: { stable: '1.0.0', history: [], releases: { '1.0.0': sha384(manifest) } } },
});

let host = '';
beforeAll(async () => {
  const server = createServer(({ url = '' }, response) => {
    if (url.endsWith('/registry.json')) response.end(registry);
    else response.end(url.endsWith('/release.json') ? manifest : code);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return () => {
    server.closeAllConnections();
    server.close();
  };
});

it('When more origins are asked for than are kept while their workers start, then the workers of the others end', async () => {
  const running = new Set<object>();
  const started = Promise.withResolvers<void>();
  const origins = createOverrideOrigins((origin, read) =>
    createReleases({
      read,
      base: `${origin}/remotes`,
      origin,
      maxBackOffMs: 2000,
      onFault: () => {},
      async startWorker() {
        await started.promise;
        const worker = { ended: new Promise<string>(() => {}), close: () => running.delete(worker) };
        running.add(worker);
        return worker as unknown as RenderWorker;
      },
    }),
  );
  const found = Promise.all(['/a', '/b', '/c', '/d', '/e', '/f'].map((path) => origins.find(host + path, 'shop')));
  started.resolve();
  await found;
  expect(origins.live()).toHaveLength(4);
  expect(running.size).toBe(4);
});
