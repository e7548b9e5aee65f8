import { productApi } from '@tessera/contracts/api/product';
import { createLogger } from '@tessera/service-kit/logger';
import { serve } from '@tessera/service-kit/process';
import { newId } from '@tessera/service-kit/system';
import { type StubService, startStubService } from '@tessera/testing/stub-service';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compose } from '../src/compose.ts';

const pan = { id: newId(), slug: 'pan', name: 'Pan', tagline: 'Gets better with every egg', category: 'kitchen' };
const details = { available: 3, price: { amount: 2490, currency: 'EUR' }, rating: { average: 4.5, count: 2 } };
const image = { url: '/api/catalog/media/pan.webp', alt: 'A pan', tint: '#ffffff' };

let products: StubService;
let bff: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
  products = await startStubService(productApi, {
    listProducts: async () => ({ items: [{ ...pan, ...details, image }], total: 1, page: 1, pageCount: 1 }),
  });
  const config = {
    port: 0,
    host: '127.0.0.1',
    sessionSecret: 'a secret for tests only, long enough',
    secureCookies: false,
    userServiceUrl: 'http://127.0.0.1:9',
    productServiceUrl: products.url,
  };
  bff = await serve(compose(config, { logger: createLogger('bff-__remote__', 'silent') }).app, config);
});
afterAll(async () => {
  await bff?.close();
  await products?.close();
});

const get = (path: string) => fetch(`http://127.0.0.1:${bff.port}${path}`);

test('When the welcome is asked for, then featured products come with what it shows of them', async () => {
  const response = await get('/screens/welcome');

  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({
    picks: [{ slug: 'pan', name: 'Pan', tagline: 'Gets better with every egg' }],
  });
});

test('When the product service is down, then the answer is a problem and not an empty screen', async () => {
  products.state.down = true;
  const response = await get('/screens/welcome');
  products.state.down = false;

  expect(response.status).toBeGreaterThanOrEqual(502);
  expect(await response.json()).toMatchObject({ code: expect.any(String) });
});
