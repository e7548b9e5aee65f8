import { newId } from '@tessera/service-kit/system';
import { onEachDatabase } from '@tessera/testing/databases';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { address, type OrderService, startOrderService } from './order-service.ts';

onEachDatabase('Whose orders they are', (url) => {
  let service: OrderService;
  beforeAll(async () => {
    service = await startOrderService(url());
  });
  afterAll(() => service.close());
  const notFound = { status: 404, problem: expect.objectContaining({ code: 'order-not-found' }) };

  test("When it is somebody else's, then every way to it is as if it were not there", async () => {
    const { order } = await service.buy(service.guest(), { paymentMethod: 'pm_second_step' });
    const params = { id: order.id };
    for (const caller of [service.guest(), await service.customer(), await service.customer(['admin'])]) {
      await expect(service.client.getOrder({ params, caller })).rejects.toMatchObject(notFound);
      await expect(service.client.cancelOrder({ params, caller })).rejects.toMatchObject(notFound);
      await expect(service.client.streamOrder({ params, caller })).rejects.toMatchObject(notFound);
      const confirm = service.client.confirmPayment({ params, body: { approve: true }, caller });
      await expect(confirm).rejects.toMatchObject(notFound);
    }
    await expect(service.client.getOrder({ params })).rejects.toMatchObject({ status: 401 });
  });

  test('When a guest signs in, then the orders of both lives are theirs; a later guest of the browser sees none', async () => {
    const guest = service.guest();
    const earlier = await service.buy(guest);
    const customer = { ...(await service.customer()), guestId: guest.guestId };
    const later = await service.buy(customer);
    const { items, total } = await service.client.listOrders({ caller: customer });
    expect(total).toBe(2);
    expect(items.map(({ id }) => id)).toEqual([later.order.id, earlier.order.id]);
    const params = { id: later.order.id };
    await expect(service.client.getOrder({ params, caller: guest })).rejects.toMatchObject(notFound);
  });

  test('When there are more orders than a page holds, then they come page by page, newest first', async () => {
    const guest = service.guest();
    const bought: string[] = [];
    for (let n = 0; n < 12; n += 1) bought.unshift((await service.buy(guest)).order.id);
    const pages = await Promise.all(
      [1, 2, 3].map((page) => service.client.listOrders({ query: { page }, caller: guest })),
    );
    expect(pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(bought);
    expect(pages[0]).toMatchObject({ total: 12, pageCount: 2, page: 1 });
    expect(pages[0]?.items[0]).toMatchObject({ itemCount: 1, images: [{ url: '/lamp.webp' }] });
  });

  test('When an admin moves an order on, then it goes step by step and nobody else may do it', async () => {
    const guest = service.guest();
    const { order } = await service.buy(guest);
    const admin = await service.customer(['admin']);
    const advance = (status: 'packed' | 'shipped' | 'delivered', caller = admin) =>
      service.client.advanceOrder({ params: { id: order.id }, body: { status }, caller });
    await expect(advance('packed', await service.customer())).rejects.toMatchObject({ status: 403 });
    await expect(advance('packed', guest)).rejects.toMatchObject({ status: 401 });
    await expect(advance('shipped')).rejects.toMatchObject({ status: 409, problem: { code: 'illegal-transition' } });
    for (const status of ['packed', 'shipped', 'delivered'] as const)
      expect((await advance(status)).status).toBe(status);
    const cancel = service.client.cancelOrder({ params: { id: order.id }, caller: guest });
    await expect(cancel).rejects.toMatchObject({ status: 409, problem: { code: 'illegal-transition' } });
    expect(await service.events(order.id, 5)).toEqual([
      ...['order.placed', 'order.paid', 'order.packed', 'order.shipped', 'order.delivered'],
    ]);
  });
});

onEachDatabase(
  'Bad input for an order',
  (url) => {
    let service: OrderService;
    beforeAll(async () => {
      service = await startOrderService(url());
    });
    afterAll(() => service.close());

    const line = { productId: newId(), quantity: 1 };
    const good = () => ({
      ...{ email: 'ada@tessera.test', shippingAddress: address, lines: [line], paymentMethod: 'pm_succeeds' },
      expectedTotal: { amount: 2490, currency: 'EUR' },
    });
    const post = (body: unknown, headers: Record<string, string> = {}) =>
      fetch(`${service.baseUrl}/orders`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': newId(), 'x-guest-id': newId(), ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });

    test.each<[string, object]>([
      ['email', { email: 'nobody' }],
      ['email', { email: undefined }],
      ['email', { email: `${'a'.repeat(250)}@tessera.test` }],
      ['email', { email: ['ada@tessera.test'] }],
      ['shippingAddress', { shippingAddress: 'here' }],
      ...Object.keys(address).flatMap((field) => [
        [`shippingAddress.${field}`, { shippingAddress: { ...address, [field]: 'x'.repeat(200) } }] as [string, object],
        [`shippingAddress.${field}`, { shippingAddress: { ...address, [field]: 7 } }] as [string, object],
      ]),
      ['shippingAddress.name', { shippingAddress: { ...address, name: ' ' } }],
      ['shippingAddress.country', { shippingAddress: { ...address, country: 'US' } }],
      ['lines', { lines: [] }],
      ['lines', { lines: Array.from({ length: 51 }, () => ({ ...line, productId: newId() })) }],
      ['lines.1.productId', { lines: [line, line] }],
      ['lines.0.productId', { lines: [{ ...line, productId: "1' or 1=1" }] }],
      ['lines.0.quantity', { lines: [{ ...line, quantity: 0 }] }],
      ['lines.0.quantity', { lines: [{ ...line, quantity: -1 }] }],
      ['lines.0.quantity', { lines: [{ ...line, quantity: 1.5 }] }],
      ['lines.0.quantity', { lines: [{ ...line, quantity: 1e9 }] }],
      ['lines.0.quantity', { lines: [{ ...line, quantity: '2' }] }],
      ['expectedTotal.amount', { expectedTotal: { amount: -1, currency: 'EUR' } }],
      ['expectedTotal.amount', { expectedTotal: { amount: 24.9, currency: 'EUR' } }],
      ['expectedTotal.currency', { expectedTotal: { amount: 2490, currency: 'euro' } }],
      ['paymentMethod', { paymentMethod: 'x'.repeat(101) }],
      ['paymentMethod', { paymentMethod: undefined }],
    ])('A wrong %s is a 400 that names it', async (path, change) => {
      const response = await post({ ...good(), ...change });
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      const { code, errors } = await response.json();
      expect(code).toBe('invalid-input');
      expect(errors.map((error: { path: string }) => error.path)).toContain(path);
    });

    test.each([
      ['no key', good(), { 'idempotency-key': '' }, 400],
      ['a short key', good(), { 'idempotency-key': 'short' }, 400],
      ['a long key', good(), { 'idempotency-key': 'k'.repeat(101) }, 400],
      ['half a body', '{"email":', {}, 400],
      ['a huge body', { ...good(), more: 'x'.repeat(200_000) }, {}, 413],
      ['another media type', 'email=x', { 'content-type': 'text/plain' }, 415],
      ['a guest id that is none', good(), { 'x-guest-id': 'me' }, 401],
      ['a token that is none', good(), { authorization: 'Bearer nonsense' }, 401],
    ])('%s is refused with a problem', async (_, body, headers, status) => {
      const response = await post(body, headers as Record<string, string>);
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    });

    test('An id that is none is a 400, a page that is none as well', async () => {
      const get = (path: string) => fetch(service.baseUrl + path, { headers: { 'x-guest-id': newId() } });
      for (const path of ['/orders/nonsense', '/orders?page=0', '/orders?page=x', '/orders/by-key/short']) {
        expect((await get(path)).status, path).toBe(400);
      }
    });
  },
  ['PGlite'],
);
