import { orderApi } from '@tessera/contracts/api/order';
import type { EventDefinition } from '@tessera/contracts/events/event';
import { createEnvelope } from '@tessera/messaging/create-envelope';
import { type Credentials, createClient } from '@tessera/service-kit/api-client';
import { createConcurrencyLimit } from '@tessera/service-kit/concurrency-limit';
import { createLogger } from '@tessera/service-kit/logger';
import { serve } from '@tessera/service-kit/process';
import { newId, systemClock } from '@tessera/service-kit/system';
import { recordingEventBus } from '@tessera/testing/recording-event-bus';
import { startSigningAuthority } from '@tessera/testing/signing-authority';
import { compose } from '../src/compose.ts';
import { startStubPayments, startStubProducts } from './stub-services.ts';

export const address = {
  ...{ name: 'Ada Lovelace', line1: '1 Analytical Lane', line2: '' },
  ...{ postalCode: 'T12', city: 'Cork', country: 'IE' },
};

/** The whole service on a real database, reached over HTTP, with stubs of its neighbours; `clock.offsetMs` moves time. */
export async function startOrderService(databaseUrl: string, { demoFulfilmentSeconds = null as number | null } = {}) {
  const [authority, products, payments] = await Promise.all([
    startSigningAuthority(),
    startStubProducts(),
    startStubPayments(),
  ]);
  const eventBus = recordingEventBus();
  const clock = { offsetMs: 0, now: () => new Date(systemClock.now().getTime() + clock.offsetMs) };
  const config = {
    ...{ port: 0, databaseUrl, rabbitmqUrl: undefined, dataDir: '' },
    ...{ userServiceUrl: authority.jwksUrl, productServiceUrl: products.url, paymentServiceUrl: payments.url },
    ...{ demoFulfilmentSeconds, streamLimit: 3, orderLinkSecret: 'component-tests-sign-with-this-secret' },
  };
  const service = await compose(config, {
    ...{ eventBus, clock, newId, taskPauseMs: 100 },
    // What is tried is what becomes of fifty requests at once, not how many of them are let in.
    limit: createConcurrencyLimit(),
    logger: createLogger('order', 'silent'),
  });
  const server = await serve(service.app, { port: 0 });
  const baseUrl = `http://127.0.0.1:${server.port}`;
  const client = createClient(orderApi, { baseUrl, deadlineMs: 20_000 });

  return {
    baseUrl,
    client,
    clock,
    eventBus,
    products,
    payments,
    guest: (): Credentials => ({ guestId: newId() }),
    customer: async (roles = ['customer']): Promise<Credentials> => ({
      accessToken: await authority.token({ userId: newId(), roles }),
    }),
    /** Buys one product; everything about it can be changed. */
    async buy(caller: Credentials, { amount = 2000, paymentMethod = 'pm_succeeds', key = newId(), body = {} } = {}) {
      const product = products.onSale(amount);
      const request = {
        email: 'ada@tessera.test',
        shippingAddress: address,
        lines: [{ productId: product.id, quantity: 1 }],
        expectedTotal: { amount: amount >= 5000 ? amount : amount + 490, currency: 'EUR' },
        paymentMethod,
        ...body,
      };
      return client.placeOrder({ headers: { 'idempotency-key': key }, body: request, caller });
    },
    order: async (id: string, caller: Credentials) => (await client.getOrder({ params: { id }, caller })).order,
    /** Another service says something. */
    tell: (definition: EventDefinition, data: Record<string, unknown>, id = newId()) =>
      eventBus.deliver(
        createEnvelope(definition, { source: '/test', subject: String(data.orderId), data, id, time: new Date() }),
      ),
    /** Types of the events about an order, in the order of their publication, once there are as many. */
    async events(orderId: string, count: number) {
      const found = () => eventBus.published.filter(({ subject }) => subject === orderId).map(({ type }) => type);
      await eventually(() => found().length >= count);
      return found();
    },
    async close() {
      await server.close();
      await service.close();
      await Promise.all([authority.close(), products.close(), payments.close()]);
    },
  };
}
export type OrderService = Awaited<ReturnType<typeof startOrderService>>;

/** Waits until it is so, for five seconds at most; what comes then is for the test's own expectations. */
export async function eventually(isSo: () => boolean | Promise<boolean>, forMs = 5_000): Promise<void> {
  for (const until = Date.now() + forMs; Date.now() < until && !(await isSo()); )
    await new Promise((resolve) => setTimeout(resolve, 25));
}
