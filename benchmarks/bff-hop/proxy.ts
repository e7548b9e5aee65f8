// One process of the benchmark: the origin, or a proxy in front of it. Tells its port, then its CPU time when asked.
import { Agent } from 'node:http';
import { createBff } from '@tessera/service-kit/bff/app';
import { passage } from '@tessera/service-kit/bff/passage';
import { createLogger } from '@tessera/service-kit/logger';
import { serve } from '@tessera/service-kit/process';
import express from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';

const [kind = '', target = ''] = process.argv.slice(2);

/** As large as a page of products in short. */
const PRODUCTS = JSON.stringify({ items: Array.from({ length: 8 }, (_, n) => ({ id: n, name: `Product ${n}` })) });

const apps: Record<string, () => Parameters<typeof serve>[0]> = {
  origin: () => (_req, res) => {
    res.writeHead(200, { 'content-type': 'application/json' }).end(PRODUCTS);
  },
  'http-proxy-middleware': () => express().use(createProxyMiddleware({ target, changeOrigin: true })),
  'http-proxy-middleware-3': () =>
    express().use(createProxyMiddleware({ target, changeOrigin: true, agent: new Agent({ keepAlive: false }) })),
  passage: () => {
    const app = express();
    app.use((req, _res, next) => {
      Object.assign(req, { session: { credentials: () => ({}) } });
      next();
    });
    return app.use(passage(target));
  },
  bff: () =>
    createBff({
      name: 'bff-hop',
      logger: createLogger('bff-hop', 'info'),
      config: { sessionSecret: 'x'.repeat(32), userServiceUrl: target, secureCookies: false },
      checks: {},
      limits: { perSession: 1e9, perAddress: 1e9 },
      routes: (app) => app.use('/products', passage(target)),
    }),
};

const app = apps[kind]?.();
if (!app) throw new Error(`There is no ${kind}`);
const { port } = await serve(app, { port: 0 });
process.send?.({ port });
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1_000 });
});
process.on('disconnect', () => process.exit());
