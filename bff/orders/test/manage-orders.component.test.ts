import { newId } from '@tessera/service-kit/system';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMIN_ID } from './till.ts';
import { checkoutFields, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const PAGE = '/admin/orders?status=paid';
const admin = () => world.customer('admin@tessera.test', ADMIN_ID);

/** A paid order of 60.00, and how an admin sees it. */
async function withOrder() {
  const browser = world.visitor();
  await browser.send('/cart/items', { productId: world.shelf.onSale(6000).id });
  const { location } = await browser.submit('/checkout', checkoutFields(newId(), 6000));
  const id = String(location?.split('/').at(-1));
  const version = String(world.orders.placed.get(id)?.order.version);
  return { id, version, order: () => world.orders.placed.get(id)?.order };
}

describe('Those who pack orders', () => {
  test('When somebody else looks, then the page is not for them', async () => {
    expect((await world.visitor().call('/screens/manage-orders')).status).toBe(401);
    expect((await world.customer().call('/screens/manage-orders')).status).toBe(403);
    const { id, version } = await withOrder();
    const packed = await world.customer().send(`/admin/orders/${id}/status`, { status: 'packed', version });
    expect(packed).toMatchObject({ status: 403 });
  });

  test('When they look, then they see the orders of a status, or the one of a number', async () => {
    const { id } = await withOrder();
    const screen = await admin().get('/screens/manage-orders');
    expect(screen.status).toBe('paid');
    expect(screen.items.map((order: { id: string }) => order.id)).toContain(id);
    const none = await admin().get('/screens/manage-orders?number=T-NOBODY');
    expect(none).toMatchObject({ status: null, items: [] });
  });

  test('When a parcel leaves, then the form’s empty address is none, and the list comes next', async () => {
    const { id, version, order } = await withOrder();
    const tracking = { 'tracking.carrier': 'An Post', 'tracking.number': 'AP1', 'tracking.url': '' };
    const fields = { status: 'shipped', version, returnTo: PAGE, ...tracking };
    expect(await admin().submit(`/admin/orders/${id}/status`, fields, PAGE)).toEqual({ status: 303, location: PAGE });
    expect(order()).toMatchObject({ status: 'shipped', tracking: { carrier: 'An Post', number: 'AP1' } });
  });

  test('When the order changed meanwhile, then the list says so', async () => {
    const { id } = await withOrder();
    const browser = admin();
    const fields = { status: 'packed', version: '99', returnTo: PAGE };
    expect((await browser.submit(`/admin/orders/${id}/status`, fields, PAGE)).location).toBe(PAGE);
    expect((await browser.get('/screens/manage-orders')).form.message).toBe('Look again.');
  });

  test.each([
    ['12,5', 1250],
    ['60', 6000],
    ['0.07', 7],
  ])('When %s is typed to give back, then it is %i cents', async (amount, cents) => {
    const { id, order } = await withOrder();
    const fields = { amount, currency: 'EUR', reason: 'A scratch', idempotencyKey: newId(), returnTo: PAGE };
    expect((await admin().submit(`/admin/orders/${id}/refunds`, fields, PAGE)).status).toBe(303);
    expect(order()?.refunded).toEqual({ amount: cents, currency: 'EUR' });
  });

  test.each(['', 'all', '1.234', '-5'])('"%s" is no amount of money', async (amount) => {
    const { id } = await withOrder();
    const body = { amount, currency: 'EUR', reason: 'A scratch', idempotencyKey: newId() };
    const answer = await admin().send(`/admin/orders/${id}/refunds`, body);
    expect(answer).toMatchObject({ status: 400, errors: [{ path: 'amount' }] });
  });
});
