import { paymentApi, SANDBOX_CARDS } from '@tessera/contracts/api/payment';
import type { EventEnvelope } from '@tessera/contracts/events/event';
import { orderCancelled } from '@tessera/contracts/events/order-cancelled';
import { createEnvelope } from '@tessera/messaging/create-envelope';
import { createClient } from '@tessera/service-kit/api-client';
import { createLogger } from '@tessera/service-kit/logger';
import { serve } from '@tessera/service-kit/process';
import { newId, systemClock } from '@tessera/service-kit/system';
import { recordingEventBus } from '@tessera/testing/recording-event-bus';
import { compose } from '../src/compose.ts';
import { loadConfig } from '../src/config.ts';

export const euros = (amount: number) => ({ amount, currency: 'EUR' });

/** The whole service on a real database, reached over HTTP; `clock.offsetMs` moves time. */
export async function startPaymentService(databaseUrl: string, settings: Record<string, string> = {}) {
  const eventBus = recordingEventBus();
  const clock = { offsetMs: 0, now: () => new Date(systemClock.now().getTime() + clock.offsetMs) };
  const config = {
    ...loadConfig({ DATABASE_URL: databaseUrl, ...settings }),
    port: 0,
    providerDeadlineMs: 300,
  };
  const service = await compose(config, { eventBus, logger: createLogger('payment', 'silent'), clock, newId });
  const server = await serve(service.app, { port: 0 });
  const baseUrl = `http://127.0.0.1:${server.port}`;
  const client = createClient(paymentApi, { baseUrl, deadlineMs: 20_000 });
  const tokenFor = async (card: keyof typeof SANDBOX_CARDS) =>
    (await client.createPaymentMethod({ body: { number: SANDBOX_CARDS[card], expiry: '12/40', cvc: '123' } })).token;

  return {
    baseUrl,
    client,
    clock,
    eventBus,
    tokenFor,
    get: (id: string) => client.getPayment({ params: { id } }),
    start: (orderId: string, paymentMethod: string, { amount = euros(2490), key = `order-${orderId}` } = {}) =>
      client.startPayment({ headers: { 'idempotency-key': key }, body: { orderId, amount, paymentMethod } }),
    async pay(card: keyof typeof SANDBOX_CARDS, orderId = newId()) {
      return this.start(orderId, await tokenFor(card));
    },
    refund: (id: string, { key = `refund-${newId()}`, amount }: { key?: string; amount?: number } = {}) =>
      client.refundPayment({
        params: { id },
        headers: { 'idempotency-key': key },
        body: amount === undefined ? {} : { amount: euros(amount) },
      }),
    /** What was told of a payment with one type of event. */
    told: (type: string, id: string) =>
      eventBus.published.filter((event) => event.type === type && event.subject === id).map(({ data }) => data),
    /** Types of the events about an order, once there are as many and a moment has passed for more to come. */
    async events(orderId: string, count: number) {
      const found = () => eventBus.published.filter(({ data }) => (data as { orderId: string }).orderId === orderId);
      await eventually(() => found().length >= count);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return found().map(({ type }) => type);
    },
    async close() {
      await server.close();
      await service.close();
    },
  };
}
export type PaymentService = Awaited<ReturnType<typeof startPaymentService>>;

/** What the order service says when it calls an order off. */
export function cancellation(orderId: string): EventEnvelope {
  const order = {
    ...{ id: orderId, number: 'T-TEST22', status: 'cancelled' as const, lines: [], email: 'ada@tessera.test' },
    shippingAddress: { name: 'Ada', line1: '1 Lane', line2: '', postalCode: '1', city: 'Cork', country: 'IE' },
    ...{ subtotal: euros(2000), shipping: euros(490), total: euros(2490), history: [], returns: [], version: 2 },
    placedAt: new Date().toISOString(),
  };
  const data = { order, userId: null, guestId: newId() };
  return createEnvelope(orderCancelled, { source: '/test', subject: orderId, data, id: newId(), time: new Date() });
}

/** Waits until it is so, for eight seconds at most; what comes then is for the test's own expectations. */
export async function eventually(isSo: () => boolean | Promise<boolean>, forMs = 8_000): Promise<void> {
  for (const until = Date.now() + forMs; Date.now() < until && !(await isSo()); )
    await new Promise((resolve) => setTimeout(resolve, 25));
}
