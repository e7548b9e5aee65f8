import { newId } from '@tessera/service-kit/system';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
const euros = (amount: number) => ({ amount, currency: 'EUR' });

describe('The cart', () => {
  test('When a visitor comes, then the cart is empty and no cookie is set', async () => {
    const visitor = world.visitor();
    expect(await visitor.get('/screens/cart')).toEqual({
      ...{ lines: [], totals: null, form: null },
      cart: { version: 0, count: 0, lines: [], subtotal: null },
    });
    expect(visitor.jar.size).toBe(0);
  });

  test('When something is put in with fetch, then the answer is the cart that all teams share', async () => {
    const [visitor, lamp] = [world.visitor(), world.shelf.onSale(2000)];
    const { cart } = await visitor.send('/cart/items', { productId: lamp.id, quantity: '2', returnTo: '/products' });
    expect(cart).toEqual({
      version: 1,
      count: 2,
      lines: [{ productId: lamp.id, quantity: 2 }],
      subtotal: euros(4000),
    });
    expect(await visitor.get('/screens/cart')).toMatchObject({
      lines: [{ product: lamp, quantity: 2, lineTotal: euros(4000), formerPrice: null, problem: null }],
      totals: { subtotal: euros(4000), shipping: euros(490), total: euros(4490) },
      cart,
    });
  });

  test('When a plain form puts something in, then the shopper goes where it says, in this shop only', async () => {
    const lamp = world.shelf.onSale(2000);
    const go = async (returnTo?: string) => {
      const fields = { productId: lamp.id, ...(returnTo !== undefined && { returnTo }) };
      return (await world.visitor().submit('/cart/items', fields)).location;
    };
    expect(await go('/products?page=2#lamp')).toBe('/products?page=2#lamp');
    for (const elsewhere of [
      undefined,
      '',
      'https://evil.test/',
      '//evil.test',
      '/\\evil.test',
      '/\t/evil.test',
      '/.//evil.test',
      '/\t/[',
      'cart',
    ]) {
      expect(await go(elsewhere), elsewhere).toBe('/cart');
    }
  });

  test('When the quantity is no whole number in range, then it is said what to enter and the line stays', async () => {
    const [visitor, lamp] = [world.visitor(), world.shelf.onSale(2000)];
    await visitor.send('/cart/items', { productId: lamp.id });
    for (const quantity of ['', ' ', null, true, [2], ['1', '2'], {}, 'many', '1.5', -1, 21, '0x2']) {
      const answer = await visitor.send(`/cart/items/${lamp.id}`, { quantity });
      expect(answer, JSON.stringify(quantity)).toMatchObject({ status: 400, errors: [{ path: 'quantity' }] });
    }
    await visitor.submit('/cart/items', { productId: lamp.id, quantity: '-3' });
    expect(await visitor.get('/screens/cart')).toMatchObject({
      cart: { count: 1 },
      form: { message: 'Enter at least 1' },
    });
  });

  test('When the quantity is changed or the line removed, then the cart follows', async () => {
    const [visitor, lamp, vase] = [world.visitor(), world.shelf.onSale(2000), world.shelf.onSale(6000)];
    for (const { id } of [lamp, vase]) await visitor.send('/cart/items', { productId: id });
    expect((await visitor.send(`/cart/items/${lamp.id}`, { quantity: 3 })).cart).toMatchObject({ count: 4 });
    expect((await visitor.send(`/cart/items/${lamp.id}`, { quantity: '0' })).cart).toMatchObject({ count: 1 });
    expect(await visitor.get('/screens/cart')).toMatchObject({ totals: { shipping: euros(0), total: euros(6000) } });
    expect((await visitor.send(`/cart/items/${vase.id}/remove`, {})).cart).toMatchObject({ count: 0, subtotal: null });
    expect((await visitor.submit(`/cart/items/${vase.id}/remove`, {})).location).toBe('/cart');
  });

  test('When prices and stock have changed since, then the lines tell', async () => {
    const [visitor, lamp, vase, mug] = [
      world.visitor(),
      ...[2000, 3000, 4000].map((price) => world.shelf.onSale(price)),
    ];
    for (const { id } of [lamp, vase, mug] as { id: string }[]) {
      await visitor.send('/cart/items', { productId: id, quantity: 2 });
    }
    world.shelf.change(lamp?.id ?? '', { price: euros(2500) });
    world.shelf.change(vase?.id ?? '', { available: 1 });
    world.shelf.products.delete(mug?.id ?? '');
    const screen = await visitor.get('/screens/cart');
    expect(screen.lines).toMatchObject([
      { formerPrice: euros(2000), lineTotal: euros(5000), problem: null },
      { formerPrice: null, problem: 'Only 1 left' },
      { product: { id: mug?.id }, problem: 'No longer on sale' },
    ]);
    expect(screen).toMatchObject({ totals: { subtotal: euros(11000) }, cart: { count: 6, subtotal: euros(11000) } });
    world.shelf.change(vase?.id ?? '', { available: 0 });
    expect((await visitor.get('/screens/cart')).lines[1].problem).toBe('Sold out');
  });

  test('When a plain form asks for too much, then the cart page says so, once, and keeps what was there', async () => {
    const [visitor, lamp] = [world.visitor(), world.shelf.onSale(2000, 3)];
    await visitor.send('/cart/items', { productId: lamp.id, quantity: 2 });
    const answer = await visitor.submit('/cart/items', { productId: lamp.id, quantity: '2' }, '/products/lamp');
    expect(answer).toEqual({ status: 303, location: '/cart' });
    const screen = await visitor.get('/screens/cart');
    expect(screen).toMatchObject({ cart: { count: 2 }, form: { message: 'There are not that many left.' } });
    expect((await visitor.get('/screens/cart')).form).toBeNull();
  });

  test('When the catalogue is away, then putting in still answers, at the prices that were seen', async () => {
    const [visitor, lamp] = [world.visitor(), world.shelf.onSale(2000)];
    world.shelf.state.down = true;
    const { status, cart } = await visitor.send('/cart/items', { productId: lamp.id });
    const screen = await visitor.call('/screens/cart');
    world.shelf.state.down = false;
    expect([status, cart.subtotal]).toEqual([200, euros(2000)]);
    expect(screen.status).toBe(503);
  });

  test.each<[string, object]>([
    ['productId', { productId: 'lamp' }],
    ['productId', { productId: undefined }],
    ['quantity', { quantity: -1 }],
    ['quantity', { quantity: 21 }],
    ['quantity', { quantity: 1.5 }],
    ['quantity', { quantity: 'many' }],
    ['quantity', { quantity: '1e99' }],
  ])('A wrong %s is a 400 that names it', async (path, change) => {
    const answer = await world.visitor().send('/cart/items', { productId: newId(), quantity: 1, ...change });
    expect(answer).toMatchObject({
      status: 400,
      code: 'invalid-input',
      errors: expect.arrayContaining([{ path, message: expect.any(String) }]),
    });
  });

  test('When the product is unknown or another site posts, then it is refused', async () => {
    const unknown = await world.visitor().send('/cart/items', { productId: newId() });
    expect(unknown).toMatchObject({ status: 404, code: 'product-not-found' });
    const init = { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } };
    expect((await world.visitor().call('/cart/items', init)).status).toBe(403);
  });
});
