import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { orderPaid } from '@tessera/contracts/events/order-paid';
import { newId } from '@tessera/service-kit/system';
import { anOrder, orderEvent } from '@tessera/testing/order-events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CartService, startCartService } from './cart-service.ts';
import { removeKeys } from './redis-keys.ts';

const redis = process.env.TEST_REDIS_URL;
const price = (amount: number) => ({ amount, currency: 'EUR' });
const refusal = (status: number, code: string) => ({ status, problem: { status, code } });

describe.each([
  { store: 'SQLite', redisUrl: undefined, skip: false },
  { store: redis ? 'Redis' : 'Redis (skipped: TEST_REDIS_URL is not set)', redisUrl: redis, skip: !redis },
])('The cart service on $store', ({ redisUrl, skip }) => {
  if (skip) return void test.skip('needs Redis');
  const redisPrefix = `tessera-test:${newId()}:`;
  let service: CartService;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'tessera-cart-'));
    service = await startCartService({ redisUrl, redisPrefix, dataDir });
  });
  afterAll(async () => {
    await service.close();
    rmSync(dataDir, { recursive: true });
    if (redisUrl) await removeKeys(redisUrl, redisPrefix);
  });

  const add = (caller: object, productId: string, quantity = 1) =>
    service.client.addItem({ body: { productId, quantity }, caller });
  const set = (caller: object, productId: string, quantity: number) =>
    service.client.setItem({ params: { productId }, body: { quantity }, caller });
  const get = (caller: object) => service.client.getCart({ caller });

  test('When a guest adds, sets and removes, then the cart follows and counts its changes', async () => {
    const guest = service.guest();
    expect(await get(guest)).toEqual({ version: 0, lines: [] });
    const [lamp, chair] = [service.catalogue.offer(10, 1990), service.catalogue.offer(10, 8900)];
    await add(guest, lamp, 2);
    await add(guest, chair);
    await set(guest, lamp, 5);
    expect(await get(guest)).toEqual({
      version: 3,
      lines: [
        { productId: lamp, quantity: 5, unitPrice: price(1990) },
        { productId: chair, quantity: 1, unitPrice: price(8900) },
      ],
    });
    const remove = () => service.client.removeItem({ params: { productId: lamp }, caller: guest });
    expect((await remove()).lines).toHaveLength(1);
    expect((await remove()).version).toBe(4);
  });

  test('When thirty adds come at once, then all count', async () => {
    const guest = service.guest();
    const products = [service.catalogue.offer(), service.catalogue.offer()];
    await Promise.all(Array.from({ length: 30 }, (_, n) => add(guest, products[n % 2] ?? '')));
    expect((await get(guest)).lines.map(({ quantity }) => quantity)).toEqual([15, 15]);
  });

  test('When the price has changed, then the line that is touched shows the new one', async () => {
    const guest = service.guest();
    const lamp = service.catalogue.offer(10, 1990);
    await add(guest, lamp);
    service.catalogue.offer(10, 2490, lamp);
    expect((await add(guest, lamp)).lines).toEqual([{ productId: lamp, quantity: 2, unitPrice: price(2490) }]);
  });

  test('When there is too little, too much, or no such product, then the answer says so and the cart stays', async () => {
    const guest = service.guest();
    const [lamp, rare, gone] = [service.catalogue.offer(), service.catalogue.offer(2), service.catalogue.offer(0)];
    await add(guest, lamp, 19);
    await expect(add(guest, lamp, 2)).rejects.toMatchObject(refusal(409, 'quantity-limit'));
    await expect(add(guest, rare, 3)).rejects.toMatchObject({ problem: { detail: 'Only 2 left of Lamp.' } });
    await expect(set(guest, rare, 3)).rejects.toMatchObject(refusal(409, 'out-of-stock'));
    await expect(add(guest, gone)).rejects.toMatchObject({ problem: { detail: 'Lamp is sold out.' } });
    await expect(add(guest, newId())).rejects.toMatchObject(refusal(404, 'product-not-found'));
    expect(await get(guest)).toMatchObject({ version: 1, lines: [{ quantity: 19 }] });
  });

  test.each(['broken', 'silent'] as const)(
    'When the catalogue is %s, then nothing changes but carts can be read',
    async (mode) => {
      const guest = service.guest();
      const lamp = service.catalogue.offer();
      await add(guest, lamp);
      service.catalogue.state.mode = mode;
      const response = await fetch(`${service.baseUrl}/cart/items`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-guest-id': guest.guestId },
        body: JSON.stringify({ productId: lamp, quantity: 1 }),
      });
      service.catalogue.state.mode = 'up';
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({ code: 'catalog-unavailable' });
      expect(await get(guest)).toMatchObject({ version: 1, lines: [{ quantity: 1 }] });
    },
  );

  test('When a guest signs in, then the carts become one, also when merged five times at once', async () => {
    const [guest, customer] = [service.guest(), await service.customer()];
    const [both, own, theirs] = [service.catalogue.offer(), service.catalogue.offer(), service.catalogue.offer()];
    await add(guest, both, 15);
    await add(guest, theirs, 1);
    await add(customer, both, 15);
    await add(customer, own, 2);
    const merge = () => service.client.merge({ body: { guestId: guest.guestId }, caller: customer });
    await Promise.all([merge(), merge(), merge(), merge(), merge()]);
    const quantities = (await merge()).lines.map(({ productId, quantity }) => [productId, quantity]);
    expect(quantities).toEqual([
      [both, 20],
      [own, 2],
      [theirs, 1],
    ]);
    expect((await get(guest)).lines).toEqual([]);
  });

  test('When the cart became an order, then its lines leave it once and the event goes out once', async () => {
    const guest = service.guest();
    const lamp = service.catalogue.offer();
    await add(guest, lamp, 3);
    const body = { orderId: newId(), lines: [{ productId: lamp, quantity: 2 }] };
    const checkOut = () => service.client.checkout({ body, caller: guest });
    await Promise.all([checkOut(), checkOut(), checkOut()]);
    expect(await checkOut()).toMatchObject({ version: 2, lines: [{ quantity: 1 }] });
    await expect
      .poll(() => service.eventBus.published.filter(({ subject }) => subject === body.orderId))
      .toHaveLength(1);
    const [event] = service.eventBus.published.filter(({ subject }) => subject === body.orderId);
    expect(event).toMatchObject({
      type: 'cart.checked-out',
      source: '/services/cart',
      data: { ...body, guestId: guest.guestId, userId: null },
    });
  });

  test('When an order was paid, then what was bought leaves the cart once, whoever says it first and however often', async () => {
    const [{ guestId }, userId] = [service.guest(), newId()];
    const customer = await service.customer(userId);
    for (const owner of [{ guestId }, customer]) {
      const lamp = service.catalogue.offer();
      await add(owner, lamp, 5);
      const [bought] = anOrder().lines;
      if (!bought) throw new Error('an order has lines');
      const order = anOrder({ lines: [{ ...bought, productId: lamp, quantity: 2 }] });
      const paid = orderEvent(orderPaid, order, owner === customer ? userId : null, guestId);
      const lines = [{ productId: lamp, quantity: 2 }];

      await Promise.all([service.eventBus.deliver(paid), service.eventBus.deliver(paid)]);
      await service.client.checkout({ body: { orderId: order.id, lines }, caller: owner });

      expect((await get(owner)).lines).toMatchObject([{ productId: lamp, quantity: 3 }]);
      await expect.poll(() => service.eventBus.published.filter(({ subject }) => subject === order.id)).toHaveLength(1);
    }
  });

  test('When two shoppers have carts, then neither sees the other’s', async () => {
    const [ada, eve] = [await service.customer(), await service.customer()];
    await add(ada, service.catalogue.offer());
    expect((await get(eve)).lines).toEqual([]);
    expect((await get(ada)).lines).toHaveLength(1);
  });

  test('When nobody is told, then every call is refused; only customers merge', async () => {
    await expect(get({})).rejects.toMatchObject(refusal(401, 'unauthenticated'));
    await expect(get({ guestId: 'not-an-id' })).rejects.toMatchObject(refusal(401, 'unauthenticated'));
    await expect(get({ accessToken: 'x.y.z' })).rejects.toMatchObject(refusal(401, 'unauthenticated'));
    const merging = service.client.merge({ body: { guestId: newId() }, caller: service.guest() });
    await expect(merging).rejects.toMatchObject(refusal(401, 'unauthenticated'));
  });

  const productId = newId();
  test.each([
    ['POST', '/cart/items', 'productId', { quantity: 1 }],
    ['POST', '/cart/items', 'productId', { productId: 'lamp', quantity: 1 }],
    ['POST', '/cart/items', 'quantity', { productId }],
    ['POST', '/cart/items', 'quantity', { productId, quantity: 0 }],
    ['POST', '/cart/items', 'quantity', { productId, quantity: -1 }],
    ['POST', '/cart/items', 'quantity', { productId, quantity: 21 }],
    ['POST', '/cart/items', 'quantity', { productId, quantity: 1e300 }],
    ['POST', '/cart/items', 'quantity', { productId, quantity: 1.5 }],
    ['POST', '/cart/items', 'quantity', { productId, quantity: '2' }],
    ['PUT', '/cart/items/lamp', 'productId', { quantity: 1 }],
    ['PUT', `/cart/items/${productId}`, 'quantity', { quantity: null }],
    ['DELETE', '/cart/items/lamp', 'productId', undefined],
    ['POST', '/checkout', 'orderId', { lines: [{ productId, quantity: 1 }] }],
    ['POST', '/checkout', 'lines', { orderId: newId(), lines: [] }],
    ['POST', '/checkout', 'lines.0.quantity', { orderId: newId(), lines: [{ productId, quantity: 99 }] }],
  ])('When %s %s has a wrong %s, then a 400 names it', async (method, url, field, body) => {
    const response = await fetch(service.baseUrl + url, {
      method,
      headers: { 'content-type': 'application/json', 'x-guest-id': newId() },
      body: body && JSON.stringify(body),
    });
    expect(response.status).toBe(400);
    const { errors } = await response.json();
    expect(new Set(errors.map(({ path }: { path: string }) => path))).toEqual(new Set([field]));
  });
});
