import { newId } from '@tessera/service-kit/system';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
