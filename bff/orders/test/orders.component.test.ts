import { newId } from '@tessera/service-kit/system';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linkTo } from './till.ts';
import { checkoutFields, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

async function withOrder() {
  const browser = world.visitor();
  await browser.send('/cart/items', { productId: world.shelf.onSale(6000).id });
  const { location } = await browser.submit('/checkout', checkoutFields(newId(), 6000));
  return { browser, id: String(location?.split('/').at(-1)) };
}

describe('Orders', () => {
  test('When nobody has ordered anything, then the list is empty', async () => {
    const empty = { items: [], total: 0, page: 1, pageCount: 1 };
    expect(await world.visitor().get('/screens/orders?page=nonsense')).toEqual(empty);
  });

  test("When the order is another shopper's or none at all, then it is not found", async () => {
    const { browser, id } = await withOrder();
    for (const [stranger, asked] of [
      [world.visitor(), id],
      [(await withOrder()).browser, id],
      [world.customer(), id],
      [browser, newId()],
      [browser, 'nonsense'],
      [browser, '..%2Forders'],
    ] as const) {
      expect((await stranger.call(`/screens/order/${asked}`)).status).toBe(404);
      expect((await stranger.send(`/orders/${asked}/cancel`, {})).code).toBe('order-not-found');
      const confirm = await stranger.send(`/orders/${asked}/confirm-payment`, { approve: true });
      expect(confirm).toMatchObject({ status: 404, code: 'order-not-found' });
    }
  });

  test('When the shopper cancels, then the order page comes next', async () => {
    const { browser, id } = await withOrder();
    expect(await browser.submit(`/orders/${id}/cancel`, {}, `/orders/${id}`)).toEqual({
      ...{ status: 303, location: `/orders/${id}` },
    });
    expect((await browser.get(`/screens/order/${id}`)).order.status).toBe('cancelled');
  });

  test('When it is too late to cancel, then the order page says why, once', async () => {
    const { browser, id } = await withOrder();
    const entry = world.orders.placed.get(id);
    if (entry) entry.order = { ...entry.order, status: 'shipped' };
    const { location } = await browser.submit(`/orders/${id}/cancel`, {}, `/orders/${id}`);
    expect(location).toBe(`/orders/${id}`);
    expect((await browser.get(`/screens/order/${id}`)).form.message).toBe('It has been shipped.');
    expect((await browser.get(`/screens/order/${id}`)).form).toBeNull();
  });

  test('When a guest opens the link of a mail elsewhere, then that browser has this order for a while, and no other', async () => {
    const [{ id }, other] = [await withOrder(), await withOrder()];
    const elsewhere = world.visitor();
    const { order } = await elsewhere.get(`/screens/order/${id}?access=${linkTo(id)}`);
    expect(order.id).toBe(id);
    expect(elsewhere.jar.get(`tessera_order_${id}`)).toBe(linkTo(id));
    expect((await elsewhere.get(`/screens/order/${id}`)).order.id).toBe(id);
    expect(await (await elsewhere.call(`/orders/${id}/events`)).text()).toContain('event: order');
    expect((await elsewhere.call(`/screens/order/${other.id}`)).status).toBe(404);
    await elsewhere.submit(`/orders/${id}/cancel`, {}, `/orders/${id}`);
    expect((await elsewhere.get(`/screens/order/${id}`)).order.status).toBe('cancelled');
  });

  test.each(['signed.of-another', '', 'no token at all', '%0d%0ax-guest-id:1'])(
    'When the link says "%s", then there is no such order, and nothing is kept',
    async (token) => {
      const { id } = await withOrder();
      const elsewhere = world.visitor();
      const answer = await elsewhere.call(`/screens/order/${id}?access=${token}`);
      expect([answer.status, elsewhere.jar.size]).toEqual([404, 0]);
    },
  );

  describe('that are sent back', () => {
    const fields = (productId: string, change = {}) => ({
      ...{ idempotencyKey: newId(), reason: 'Too bright' },
      ...{ 'lines.0.productId': newId(), 'lines.0.quantity': '0' },
      ...{ 'lines.1.productId': productId, 'lines.1.quantity': '1' },
      ...change,
    });
    const returnable = async () => {
      const { browser, id } = await withOrder();
      const { order, returning } = await browser.get(`/screens/order/${id}`);
      const productId = String(order.lines[0].productId);
      const submit = (change = {}) =>
        browser.submit(`/orders/${id}/returns`, fields(productId, change), `/orders/${id}`);
      return { browser, id, productId, returning, submit, screen: () => browser.get(`/screens/order/${id}`) };
    };

    test('When the form is sent twice with one key, then the goods are announced once', async () => {
      const { id, productId, returning, submit, screen } = await returnable();
      const { idempotencyKey } = returning;
      for (let n = 0; n < 2; n += 1) {
        expect(await submit({ idempotencyKey })).toEqual({ status: 303, location: `/orders/${id}` });
      }
      expect((await screen()).order.returns).toMatchObject([
        { lines: [{ productId, quantity: 1 }], reason: 'Too bright' },
      ]);
    });

    test('When it is refused, then the form comes again as it was, with the fault at its field', async () => {
      const { submit, screen, browser, id } = await returnable();
      await submit({ 'lines.1.quantity': '2' });
      const { returning } = await screen();
      expect(returning.form).toMatchObject({
        message: 'You can send back 1 at most.',
        errors: [{ path: 'lines.1.quantity' }],
        values: { reason: 'Too bright', 'lines.1.quantity': '2' },
      });
      const nothing = await browser.send(`/orders/${id}/returns`, { idempotencyKey: newId(), reason: ' ', lines: {} });
      expect(nothing.errors.map(({ path }: { path: string }) => path)).toEqual(['lines', 'reason']);
    });

    test('When only the answer got lost, then the form keeps its key', async () => {
      const { submit, screen } = await returnable();
      const idempotencyKey = newId();
      world.orders.state.down = true;
      await submit({ idempotencyKey });
      world.orders.state.down = false;
      expect((await screen()).returning.idempotencyKey).toBe(idempotencyKey);
      expect((await screen()).returning.idempotencyKey).not.toBe(idempotencyKey);
    });
  });

  test('When the order is followed live, then its events pass through with the shopper as the caller', async () => {
    const { browser, id } = await withOrder();
    const response = await browser.call(`/orders/${id}/events`);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(await response.text()).toContain(`event: order\ndata: {"id":"${id}"`);
    expect((await world.customer().call(`/orders/${id}/events`)).status).toBe(404);
  });

  test.each([{ approve: 'maybe' }, { approve: 1 }, {}])('$approve is no answer to the second step', async (body) => {
    const { browser, id } = await withOrder();
    const answer = await browser.send(`/orders/${id}/confirm-payment`, body);
    expect(answer).toMatchObject({ status: 400, errors: [{ path: 'approve' }] });
  });
});
