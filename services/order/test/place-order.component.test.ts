import { newId } from '@tessera/service-kit/system';
import { onEachDatabase } from '@tessera/testing/databases';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { address, eventually, type OrderService, startOrderService } from './order-service.ts';

onEachDatabase('Placing an order', (url) => {
  let service: OrderService;
  beforeAll(async () => {
    service = await startOrderService(url());
  });
  afterAll(() => service.close());
  const refused = (status: number, code: string) => ({ status, problem: expect.objectContaining({ code }) });

  test('When the payment succeeds at once, then the answer is the paid order, and both events go out', async () => {
    const guest = service.guest();
    const { order, payment } = await service.buy(guest, { amount: 2000 });
    expect(order).toMatchObject({
      number: expect.stringMatching(/^T-[2-9A-Z]{6}$/),
      status: 'paid',
      subtotal: { amount: 2000, currency: 'EUR' },
      shipping: { amount: 490, currency: 'EUR' },
      total: { amount: 2490, currency: 'EUR' },
      shippingAddress: address,
      history: [{ status: 'pending-payment' }, { status: 'paid' }],
      version: 2,
    });
    expect(payment.status).toBe('succeeded');
    expect(await service.order(order.id, guest)).toEqual(order);
    expect(await service.events(order.id, 2)).toEqual(['order.placed', 'order.paid']);
    expect(service.products.reservations.get(order.id)?.status).toBe('held');
  });

  test('When the card is declined, then the order is cancelled with the reason', async () => {
    const { order, payment } = await service.buy(service.guest(), { paymentMethod: 'pm_declines' });
    expect(order).toMatchObject({ status: 'cancelled', reason: 'Your card was declined.' });
    expect(payment).toMatchObject({ status: 'failed', message: 'Your card was declined.' });
    expect(await service.events(order.id, 2)).toEqual(['order.placed', 'order.cancelled']);
  });

  test('When a provider takes three seconds to begin, then its page is in the answer to the order', async () => {
    service.payments.provider.delayMs = 3_000;
    const { payment } = await service.buy(service.guest(), { paymentMethod: 'paypal' }).finally(() => {
      service.payments.provider.delayMs = 0;
    });
    expect(payment).toMatchObject({ status: 'requires-action', redirectUrl: expect.stringContaining('https://') });
  });

  test('When the card details are unknown to the payment service, then the order is cancelled', async () => {
    const { order, payment } = await service.buy(service.guest(), { paymentMethod: 'pm_of_nobody' });
    expect([order.status, payment.status]).toEqual(['cancelled', 'failed']);
  });

  test('When twenty requests of one key come at once, then there is one order and one answer', async () => {
    const [guest, key, product] = [service.guest(), newId(), service.products.onSale(3000)];
    const [heldBefore, startedBefore] = [service.products.held(), service.payments.started.length];
    const body = { lines: [{ productId: product.id, quantity: 2 }], expectedTotal: { amount: 6000, currency: 'EUR' } };
    const answers = await Promise.all(
      // Each submit of a form brings its own token for the card.
      Array.from({ length: 20 }, () => service.buy(guest, { key, body })),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const { items, total } = await service.client.listOrders({ caller: guest });
    expect([items.length, total]).toEqual([1, 1]);
    expect(service.products.held() - heldBefore).toBe(1);
    expect(service.payments.started.length - startedBefore).toBe(1);
  });

  test('When a key is used again, then the same body replays, another body is refused, another caller is free', async () => {
    const [guest, key] = [service.guest(), newId()];
    const product = service.products.onSale(2000);
    const body = {
      ...{ email: 'ada@tessera.test', shippingAddress: address, paymentMethod: 'pm_succeeds' },
      ...{ lines: [{ productId: product.id, quantity: 1 }], expectedTotal: { amount: 2490, currency: 'EUR' } },
    };
    const post = (change = {}, guestId = guest.guestId) =>
      fetch(`${service.baseUrl}/orders`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key, 'x-guest-id': String(guestId) },
        body: JSON.stringify({ ...body, ...change }),
      });
    const first = await post();
    expect([first.status, first.headers.get('idempotent-replayed')]).toEqual([201, null]);
    const again = await post({ paymentMethod: 'pm_declines' });
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
    expect(await again.json()).toEqual(await first.json());

    const other = await post({ lines: [{ productId: product.id, quantity: 2 }] });
    expect([other.status, await other.json()]).toEqual([
      422,
      expect.objectContaining({ code: 'idempotency-key-reused' }),
    ]);
    const stranger = await post({}, newId());
    expect([stranger.status, stranger.headers.get('idempotent-replayed')]).toEqual([201, null]);
  });

  test('When a key is asked for, then its caller finds the order, and nobody else', async () => {
    const [guest, key] = [service.guest(), newId()];
    const { order } = await service.buy(guest, { key });
    const find = (caller: { guestId?: string }) => service.client.findPlacedOrder({ params: { key }, caller });
    expect((await find(guest)).order.id).toBe(order.id);
    await expect(find(service.guest())).rejects.toMatchObject(refused(404, 'order-not-found'));
    // The answer got lost, and the shopper signed in before sending the form again.
    const signedIn = { ...(await service.customer()), guestId: guest.guestId };
    expect((await find(signedIn)).order.id).toBe(order.id);
  });

  test('When the price has changed, then nothing is ordered, the new total is told, and the key stays usable', async () => {
    const [guest, key, product] = [service.guest(), newId(), service.products.onSale(2000)];
    const lines = [{ productId: product.id, quantity: 1 }];
    service.products.reprice(product.id, 2500);
    await expect(service.buy(guest, { key, body: { lines } })).rejects.toMatchObject({
      status: 409,
      problem: { code: 'price-changed', detail: expect.stringContaining('€29.90') },
    });
    expect((await service.client.listOrders({ caller: guest })).total).toBe(0);
    const again = service.buy(guest, { key, body: { lines, expectedTotal: { amount: 2990, currency: 'EUR' } } });
    expect((await again).order.total.amount).toBe(2990);
  });

  test('When stock is short or a product is gone, then nothing is ordered', async () => {
    const guest = service.guest();
    const scarce = service.products.onSale(2000, 1);
    const ask = (productId: string, quantity: number) =>
      service.buy(guest, {
        body: { lines: [{ productId, quantity }], expectedTotal: { amount: quantity * 2000 + 490, currency: 'EUR' } },
      });
    await expect(ask(scarce.id, 2)).rejects.toMatchObject(refused(409, 'out-of-stock'));
    await expect(ask(newId(), 1)).rejects.toMatchObject(refused(409, 'product-not-found'));
    expect((await service.client.listOrders({ caller: guest })).total).toBe(0);
  });

  test('When the product service is away, then the answer is 503, and the same key works once it is back', async () => {
    const [guest, key] = [service.guest(), newId()];
    const product = service.products.onSale(2000);
    const body = { lines: [{ productId: product.id, quantity: 1 }] };
    service.products.state.down = true;
    await expect(service.buy(guest, { key, body })).rejects.toThrow('unavailable');
    service.products.state.down = false;
    expect((await service.buy(guest, { key, body })).order.status).toBe('paid');
  });

  test('When the payment service is away, then the order stands and is paid later, once', async () => {
    const guest = service.guest();
    service.payments.state.down = true;
    const { order, payment } = await service.buy(guest);
    expect([order.status, payment.status]).toEqual(['pending-payment', 'processing']);
    service.payments.state.down = false;
    service.clock.offsetMs += 11_000;
    await eventually(async () => (await service.order(order.id, guest)).status === 'paid');
    expect((await service.order(order.id, guest)).status).toBe('paid');
    expect(service.payments.started.filter((key) => key === `order-${order.id}`)).toHaveLength(1);
  });
});
