import { productApi } from '@tessera/contracts/api/product';
import { createClient } from '@tessera/service-kit/api-client';
import { createAuthenticator } from '@tessera/service-kit/caller';
import { createLogger } from '@tessera/service-kit/logger';
import { serve } from '@tessera/service-kit/process';
import { newId, systemClock } from '@tessera/service-kit/system';
import { recordingEventBus } from '@tessera/testing/recording-event-bus';
import { startSigningAuthority } from '@tessera/testing/signing-authority';
import { compose } from '../src/compose.ts';

/** The whole service on a real database, reached over HTTP; `now` may be moved. */
export async function startProductService(
  databaseUrl: string,
  { demoData = false, redisUrl }: { demoData?: boolean; redisUrl?: string } = {},
) {
  const authority = await startSigningAuthority();
  const eventBus = recordingEventBus();
  const clock = { offsetMs: 0, now: () => new Date(systemClock.now().getTime() + clock.offsetMs) };
  const service = await compose(
    {
      port: 0,
      redisUrl,
      redisPrefix: `tessera-test:${newId()}:`,
      databaseUrl,
      dataDir: '',
      userServiceUrl: authority.jwksUrl,
      demoData,
    },
    {
      eventBus,
      logger: createLogger('product', 'silent'),
      clock,
      newId,
      authenticate: createAuthenticator({ jwksUrl: authority.jwksUrl, issuer: 'tessera' }),
      sweepPauseMs: 50,
    },
  );
  const server = await serve(service.app, { port: 0 });
  const baseUrl = `http://127.0.0.1:${server.port}`;
  const client = createClient(productApi, { baseUrl, deadlineMs: 20_000 });
  const token = (roles: string[]) => authority.token({ userId: newId(), roles });
  const manager = { accessToken: await token(['customer', 'catalog-manager']) };

  return {
    baseUrl,
    client,
    clock,
    eventBus,
    manager,
    customer: { accessToken: await token(['customer']) },
    /** A new product with this stock. */
    onSale: (stock: number, change: Partial<ReturnType<typeof draft>> = {}) =>
      client.createProduct({
        headers: { 'idempotency-key': newId() },
        body: { ...draft(), stock, ...change },
        caller: manager,
      }),
    available: async (id: string) => (await client.getProduct({ params: { id } })).available,
    /** Events of the type about the subject, waiting until there are as many. */
    async events(type: string, subject: string, count = 1) {
      const found = () => eventBus.published.filter((event) => event.type === type && event.subject === subject);
      for (let waited = 0; found().length < count && waited < 5_000; waited += 20)
        await new Promise((resolve) => setTimeout(resolve, 20));
      return found();
    },
    async close() {
      await server.close();
      await service.close();
      await authority.close();
    },
  };
}
export type ProductService = Awaited<ReturnType<typeof startProductService>>;

export const draft = () => ({
  slug: `lamp-${newId()}`,
  name: 'Lamp',
  tagline: 'It shines',
  description: 'A lamp.',
  category: 'home-living',
  price: { amount: 1990, currency: 'EUR' as const },
  image: { url: '/api/catalog/media/1f4a1.webp', alt: 'A lamp', tint: '#ffeecc' },
  stock: 10,
  details: [{ name: 'Height', value: '30 cm' }],
});

export const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
