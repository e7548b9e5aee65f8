import { SANDBOX_CARDS } from '@tessera/contracts/api/payment';
import { newId } from '@tessera/service-kit/system';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PAYPAL_PAGE } from './till.ts';
import { type Browser, checkoutFields, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** A browser at the checkout with one lamp of 20.00 in its cart, which makes 24.90. */
async function atCheckout(browser: Browser = world.visitor()) {
  const lamp = world.shelf.onSale(2000);
  await browser.send('/cart/items', { productId: lamp.id });
  const screen = await browser.get('/screens/checkout');
  const fields = (change = {}) => checkoutFields(screen.idempotencyKey, screen.totals.total.amount, change);
  return { browser, lamp, screen, fields };
}
const nested = (fields: Record<string, string>) => {
  const { email, idempotencyKey, paymentMethod } = fields;
  const part = (name: string) =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([key, value]) =>
        key.startsWith(`${name}.`) ? [[key.split('.')[1], value]] : [],
      ),
    );
  const parts = { shippingAddress: part('shippingAddress'), card: part('card'), expectedTotal: part('expectedTotal') };
  return { email, idempotencyKey, ...(paymentMethod && { paymentMethod }), ...parts };
};
const cartOf = async (browser: Browser) => (await browser.get('/screens/cart')).cart;
const ordersOf = async (browser: Browser) => (await browser.get('/screens/orders')).items;

describe('Checkout', () => {
  test('When a guest pays, then the order page comes next and the cart is empty', async () => {
    const { browser, fields } = await atCheckout();
    const { status, location } = await browser.submit('/checkout', fields());
    const [order] = await ordersOf(browser);
    expect([status, location]).toEqual([303, `/orders/${order.id}`]);
    expect((await cartOf(browser)).count).toBe(0);
    expect(await browser.get(`/screens/order/${order.id}`)).toMatchObject({
      order: { status: 'paid', shippingAddress: { city: 'Cork' } },
      awaitsSecondStep: false,
      form: null,
    });
  });

  test('When the key could not travel as a header, then it is refused and the page gives a new one', async () => {
    const { browser, fields } = await atCheckout();
    for (const idempotencyKey of ['short', 'line\r\nbreak: of a header', 'nul\0nul\0nul\0nul\0nul\0', '😀'.repeat(9)]) {
      const typed = fields({ idempotencyKey });
      expect(await browser.send('/checkout', nested(typed))).toMatchObject({
        status: 400,
        errors: [{ path: 'idempotencyKey' }],
      });
      await browser.submit('/checkout', typed);
      expect((await browser.get('/screens/checkout')).idempotencyKey).not.toBe(idempotencyKey);
    }
    expect((await cartOf(browser)).count).toBe(1);
  });

  test('When the shopper signed out in another tab, then nobody says that the cart is empty', async () => {
    const { fields } = await atCheckout();
    const nobody = world.visitor();
    expect(await nobody.send('/checkout', nested(fields()))).toMatchObject({ status: 401, code: 'session-expired' });
    expect(await nobody.submit('/checkout', fields())).toEqual({
      status: 303,
      location: '/sign-in?returnTo=%2Fcheckout',
    });
  });

  test('When it is fetch that pays, then the answer says where to go and what is left in the cart', async () => {
    const { browser, fields } = await atCheckout();
    const done = await browser.send('/checkout', nested(fields({ 'card.number': SANDBOX_CARDS.slowWebhook })));
    expect(done).toMatchObject({ status: 200, next: `/orders/${done.orderId}`, cart: { count: 0 } });
  });

  test('When the card is declined, then all is kept but the card, with a fresh key and the cart as it was', async () => {
    const { browser, fields, screen } = await atCheckout();
    const declined = fields({ 'card.number': SANDBOX_CARDS.declines, email: 'other@tessera.test' });
    expect(await browser.submit('/checkout', declined)).toEqual({ status: 303, location: '/checkout' });
    const again = await browser.get('/screens/checkout');
    expect(again.form).toMatchObject({
      message: 'Your card was declined.',
      errors: [{ path: 'card.number', message: 'Your card was declined.' }],
      values: { email: 'other@tessera.test', 'shippingAddress.name': 'Ada Lovelace', 'shippingAddress.country': 'IE' },
    });
    expect(Object.keys(again.form.values).filter((name) => /card|key/i.test(name))).toEqual([]);
    expect(again.idempotencyKey).not.toBe(screen.idempotencyKey);
    expect(again.cart.count).toBe(1);

    const paid = await browser.submit('/checkout', checkoutFields(again.idempotencyKey, 2490));
    expect(paid.location).toMatch(/^\/orders\//);
  });

  test('When fetch is declined, then it is a problem that names the card', async () => {
    const { browser, fields } = await atCheckout();
    const answer = await browser.send('/checkout', nested(fields({ 'card.number': SANDBOX_CARDS.declines })));
    expect(answer).toMatchObject({ status: 402, code: 'payment-failed', errors: [{ path: 'card.number' }] });
  });

  test('When a second step is needed, then the cart is emptied only after it', async () => {
    const { browser, fields } = await atCheckout();
    const { location } = await browser.submit('/checkout', fields({ 'card.number': SANDBOX_CARDS.secondStep }));
    expect(location).toMatch(/^\/checkout\/verify\//);
    const id = location?.split('/').at(-1);
    expect((await cartOf(browser)).count).toBe(1);
    expect(await browser.get(`/screens/payment-step/${id}`)).toMatchObject({ awaitsSecondStep: true });

    const done = await browser.send(`/orders/${id}/confirm-payment`, { approve: 'true' });
    expect(done).toMatchObject({ next: `/orders/${id}`, orderId: id, cart: { count: 0 } });
    const twice = await browser.submit(`/orders/${id}/confirm-payment`, { approve: 'true' });
    expect(twice).toEqual({ status: 303, location: `/orders/${id}` });
  });

  test('When the shopper pays elsewhere, then that page comes next, no card is looked at, and the cart stays', async () => {
    const { browser, fields, screen } = await atCheckout();
    expect(screen.paymentOptions.map(({ provider }: { provider: string }) => provider)).toEqual(['sandbox', 'paypal']);
    const paypal = fields({ paymentMethod: 'paypal', 'card.number': '', 'card.expiry': 'later', 'card.cvc': '' });
    expect(await browser.submit('/checkout', paypal)).toEqual({ status: 303, location: PAYPAL_PAGE });
    expect((await cartOf(browser)).count).toBe(1);
    expect(await browser.submit('/checkout', paypal)).toEqual({ status: 303, location: PAYPAL_PAGE });
    expect(await ordersOf(browser)).toHaveLength(1);
  });

  test('When fetch pays elsewhere, then the answer leads there', async () => {
    const { browser, fields } = await atCheckout();
    const { card: _, ...form } = nested(fields());
    expect(await browser.send('/checkout', { ...form, paymentMethod: 'paypal' })).toMatchObject({
      ...{ status: 200, next: PAYPAL_PAGE, cart: { count: 1 } },
    });
  });

  test('When the payment service can not say how one can pay, then the screen says so and nothing else is missing', async () => {
    world.payments.state.down = true;
    const { screen } = await atCheckout();
    world.payments.state.down = false;
    expect(screen).toMatchObject({ paymentOptions: [], totals: { total: { amount: 2490 } } });
  });

  test('When the second step is refused, then the cart stays', async () => {
    const { browser, fields } = await atCheckout();
    const { location } = await browser.submit('/checkout', fields({ 'card.number': SANDBOX_CARDS.secondStep }));
    const id = location?.split('/').at(-1);
    const refused = await browser.submit(`/orders/${id}/confirm-payment`, { approve: 'false' });
    expect(refused.location).toBe(`/orders/${id}`);
    expect((await cartOf(browser)).count).toBe(1);
  });

  test('When the form is sent twice, one after the other or at once, then there is one order and one page', async () => {
    for (const submits of [[1], [1, 2, 3]]) {
      const { browser, fields } = await atCheckout();
      const first = await Promise.all(submits.map(() => browser.submit('/checkout', fields())));
      const later = await browser.submit('/checkout', fields());
      expect(new Set([...first, later].map(({ location }) => location)).size).toBe(1);
      expect(later.location).toMatch(/^\/orders\//);
      expect(await ordersOf(browser)).toHaveLength(1);
    }
  });

  test('When the answer got lost, then sending the form again leads to the order that was placed', async () => {
    const { browser, fields, screen } = await atCheckout();
    // Also those of its retries.
    world.orders.lost.answers = 3;
    expect((await browser.submit('/checkout', fields())).location).toBe('/checkout');
    const again = await browser.get('/screens/checkout');
    expect(again.form.message).toContain('not available right now');
    expect(again.idempotencyKey).toBe(screen.idempotencyKey);
    const second = await browser.submit('/checkout', checkoutFields(again.idempotencyKey, 2490));
    expect(second.location).toMatch(/^\/orders\//);
    expect(await ordersOf(browser)).toHaveLength(1);
  });

  test('When the price changed or stock ran out, then the message and the new totals are there, nothing is lost', async () => {
    const { browser, fields, lamp } = await atCheckout();
    world.shelf.change(lamp.id, { price: { amount: 3000, currency: 'EUR' } });
    await browser.submit('/checkout', fields());
    const repriced = await browser.get('/screens/checkout');
    expect(repriced).toMatchObject({
      form: { message: 'The total has changed.' },
      totals: { total: { amount: 3490 } },
    });
    world.shelf.change(lamp.id, { available: 0 });
    await browser.submit('/checkout', checkoutFields(repriced.idempotencyKey, 3490));
    const soldOut = await browser.get('/screens/checkout');
    expect(soldOut).toMatchObject({
      form: { message: 'Lamp is sold out.' },
      lines: [{ problem: 'Sold out' }],
      cart: { count: 1 },
    });
  });

  test('When the cart service does not let the lines out, then the order still stands', async () => {
    const { browser, fields } = await atCheckout();
    const checkout = fields({ 'card.number': SANDBOX_CARDS.secondStep });
    const id = (await browser.submit('/checkout', checkout)).location?.split('/').at(-1);
    world.carts.state.down = true;
    const { status } = await browser.send(`/orders/${id}/confirm-payment`, { approve: true });
    world.carts.state.down = false;
    expect(status).toBe(200);
  });

  test('When a signed-in shopper checks out, then e-mail and addresses are there, and one of them can be chosen', async () => {
    const browser = world.customer('ada@tessera.test');
    const address = { name: 'Ada', line1: '7 Quay', line2: '', postalCode: 'X1', city: 'Galway', country: 'IE' };
    world.saved.push({ ...address, id: newId(), isDefault: true });
    const { fields, screen } = await atCheckout(browser);
    expect(screen).toMatchObject({ email: 'ada@tessera.test', addresses: [{ city: 'Galway', isDefault: true }] });
    const strange = await browser.send('/checkout', { ...nested(fields()), addressId: newId() });
    expect(strange).toMatchObject({ status: 400, errors: [{ path: 'addressId' }] });
    await browser.submit('/checkout', fields({ addressId: String(world.saved[0]?.id), 'shippingAddress.name': '' }));
    const [{ id }] = await ordersOf(browser);
    expect((await browser.get(`/screens/order/${id}`)).order.shippingAddress).toEqual(address);
  });

  test('When the cart is empty, then the screen has no totals and nothing can be ordered', async () => {
    const { browser: visitor, lamp } = await atCheckout();
    await visitor.send(`/cart/items/${lamp.id}/remove`, {});
    expect((await visitor.get('/screens/checkout')).totals).toBeNull();
    const answer = await visitor.send('/checkout', nested(checkoutFields(newId(), 0)));
    expect(answer).toMatchObject({ status: 409, code: 'cart-empty' });
  });

  test.each<[string, Record<string, string>]>([
    ['email', { email: 'nobody' }],
    ...['name', 'line1', 'postalCode', 'city', 'country'].map(
      (field) =>
        [`shippingAddress.${field}`, { [`shippingAddress.${field}`]: ' ' }] as [string, Record<string, string>],
    ),
    ['shippingAddress.line2', { 'shippingAddress.line2': 'x'.repeat(121) }],
    ['paymentMethod', { paymentMethod: 'barter' }],
    ['card.number', { 'card.number': '42' }],
    ['card.number', { 'card.number': '4242424242424241' }],
    ['card.expiry', { 'card.expiry': '13/40' }],
    ['card.cvc', { 'card.cvc': 'abc' }],
    ['idempotencyKey', { idempotencyKey: 'short' }],
    ['expectedTotal.amount', { 'expectedTotal.amount': 'much' }],
    ['expectedTotal.currency', { 'expectedTotal.currency': '€' }],
  ])('A wrong %s is named, to fetch and to a plain form, and the cart stays', async (path, change) => {
    const { browser, fields } = await atCheckout();
    const answer = await browser.send('/checkout', nested(fields(change)));
    expect(answer).toMatchObject({ status: 400, errors: [{ path, message: expect.any(String) }] });
    expect((await browser.submit('/checkout', fields(change))).location).toBe('/checkout');
    const { form, cart } = await browser.get('/screens/checkout');
    expect(form.errors).toEqual(answer.errors);
    expect(form.values['card.number']).toBeUndefined();
    expect(cart.count).toBe(1);
  });

  test('When parts are missing altogether, then each of their fields is named', async () => {
    const { browser } = await atCheckout();
    const { status, errors } = await browser.send('/checkout', {});
    expect(status).toBe(400);
    expect(errors.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining([
        'email',
        'shippingAddress.city',
        'card.number',
        'idempotencyKey',
        'expectedTotal.amount',
      ]),
    );
  });
});
