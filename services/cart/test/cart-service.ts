import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cartApi } from '@tessera/contracts/api/cart';
import { productApi } from '@tessera/contracts/api/product';
import { createClient } from '@tessera/service-kit/api-client';
import { createAuthenticator } from '@tessera/service-kit/caller';
import { createLogger } from '@tessera/service-kit/logger';
import { serve } from '@tessera/service-kit/process';
import { newId, systemClock } from '@tessera/service-kit/system';
import { recordingEventBus } from '@tessera/testing/recording-event-bus';
import { startSigningAuthority } from '@tessera/testing/signing-authority';
import { compose } from '../src/compose.ts';

/** Stands in for the product service: answers what the contract says, or as long as `mode` says otherwise, nothing. */
async function startCatalogue() {
  const products = new Map<string, { price: number; available: number }>();
  const state = { mode: 'up' as 'up' | 'broken' | 'silent' };
  const server = createServer((req, res) => {
    if (state.mode === 'silent') return;
    const id = req.url?.split('/').at(-1) ?? '';
    const product = products.get(id);
    const status = state.mode === 'broken' ? 500 : product ? 200 : 404;
    const problem = { type: 'about:blank', title: 'No', status, code: 'product-not-found' };
    res.writeHead(status, { 'content-type': 'application/json' });
    res.end(JSON.stringify(status === 200 && product ? describeProduct(id, product) : problem));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    state,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    offer(available = 100, price = 990, id = newId()) {
      products.set(id, { price, available });
      return id;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

const describeProduct = (id: string, { price, available }: { price: number; available: number }) =>
  productApi.getProduct.response.parse({
    id,
    slug: 'lamp',
    name: 'Lamp',
    tagline: '',
    category: 'home-living',
    categoryName: 'Home',
    price: { amount: price, currency: 'EUR' },
    image: { url: '/x', alt: '', tint: '#fff' },
    available,
    rating: { average: 5, count: 1 },
    description: '',
    details: [],
    sku: 'T-1',
    version: 1,
    updatedAt: new Date().toISOString(),
  });

/** The whole service over HTTP, on Redis where a url is given. */
export async function startCartService({
  redisUrl,
  redisPrefix,
  dataDir,
}: {
  redisUrl?: string;
  redisPrefix: string;
  dataDir: string;
}) {
  const [authority, catalogue] = [await startSigningAuthority(), await startCatalogue()];
  const eventBus = recordingEventBus();
  const service = await compose(
    { port: 0, redisUrl, redisPrefix, dataDir, productServiceUrl: catalogue.url, userServiceUrl: authority.jwksUrl },
    {
      eventBus,
      logger: createLogger('cart', 'silent'),
      clock: systemClock,
      newId,
      authenticate: createAuthenticator({ jwksUrl: authority.jwksUrl, issuer: 'tessera' }),
    },
  );
  const server = await serve(service.app, { port: 0 });
  const baseUrl = `http://127.0.0.1:${server.port}`;
  return {
    baseUrl,
    catalogue,
    eventBus,
    client: createClient(cartApi, { baseUrl, deadlineMs: 15_000 }),
    guest: () => ({ guestId: newId() }),
    async customer(userId = newId()) {
      return { accessToken: await authority.token({ userId }) };
    },
    async close() {
      await server.close();
      await service.close();
      await Promise.all([authority.close(), catalogue.close()]);
    },
  };
}
export type CartService = Awaited<ReturnType<typeof startCartService>>;
