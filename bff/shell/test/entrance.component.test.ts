import { describe, expect, test } from 'vitest';
import { ada, line } from './stub-services.ts';
import { createWorld } from './world.ts';

describe('Signing in', () => {
  test('When a live page signs in, then it is told the new state and where to go', async () => {
    const { browser, users } = await createWorld();
    const response = await browser().send('/sign-in', { ...ada, returnTo: '/checkout?step=2' });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ next: '/checkout?step=2', state: { session: { user: users.user } } });
  });

  test('When a plain form signs in, then the browser is led on and has a sealed session', async () => {
    const { browser } = await createWorld();
    const shopper = browser();
    const response = await shopper.submit('/sign-in', ada, '/sign-in');
    expect([response.status, response.headers.get('location')]).toEqual([303, '/account']);
    expect(response.headers.get('set-cookie')).toMatch(/^tessera_session=.*HttpOnly; SameSite=Lax/);
    expect((await shopper.context()).state.session.user.name).toBe('Ada');
  });

  test('When the password is wrong, then a plain form shows why, with what was typed but never the password', async () => {
    const { browser } = await createWorld();
    const shopper = browser();
    const response = await shopper.submit(
      '/sign-in',
      { email: ada.email, password: 'secret typo' },
      '/sign-in?returnTo=/orders',
    );
    expect([response.status, response.headers.get('location')]).toEqual([303, '/sign-in?returnTo=/orders']);

    const { form } = await shopper.context('sign-in');
    expect(form).toEqual({ values: { email: ada.email }, message: 'E-mail address or password is wrong.', errors: [] });
    expect((await shopper.context('sign-in')).form).toBeNull();
  });

  test('When the services refuse, then a live page gets their problem', async () => {
    const { browser, users } = await createWorld();
    const shopper = browser();
    const refusal = async (body: object, path = '/sign-in') => {
      const response = await shopper.send(path, { ...ada, ...body });
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      return response.json();
    };
    expect(await refusal({ password: 'wrong' })).toMatchObject({ status: 401, code: 'wrong-credentials' });
    expect(await refusal({ email: 'locked@example.com' })).toMatchObject({ status: 429, code: 'locked-out' });
    const taken = { status: 409, code: 'email-taken', errors: [{ path: 'email' }] };
    expect(await refusal({ email: 'taken@example.com' }, '/register')).toMatchObject(taken);
    users.state.down = true;
    expect(await refusal({})).toMatchObject({ status: 503, code: 'unavailable' });
  });

  test("When the gateway reports addresses, then lock-out counts by the last, the shopper's own", async () => {
    const { browser, users } = await createWorld();
    await browser().send('/sign-in', ada, { 'x-forwarded-for': '1.1.1.1, 10.0.0.7' });
    expect(users.addresses).toEqual(['10.0.0.7']);
  });

  test.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    'checkout',
    '',
    'x'.repeat(3000),
  ])('When returnTo is %j, then the shopper stays in the shop', async (returnTo) => {
    const { browser } = await createWorld();
    const response = await browser().submit('/sign-in', { ...ada, returnTo });
    const target = new URL(response.headers.get('location') ?? '', 'https://shop.example');
    expect(target.href).toBe('https://shop.example/account');
  });

  test('When fields are wrong, then each is named, and no service is asked', async () => {
    const { browser, users } = await createWorld();
    const shopper = browser();
    const wrong: [string, object, string][] = [
      ['/sign-in', { email: 'nonsense' }, 'email'],
      ['/sign-in', { email: { $gt: '' } }, 'email'],
      ['/sign-in', { password: '' }, 'password'],
      ['/sign-in', { password: ['x'] }, 'password'],
      ['/register', { name: ' ' }, 'name'],
      ['/register', { name: 'x'.repeat(101) }, 'name'],
      ['/register', { password: 'short' }, 'password'],
      ['/preferences', { theme: 'pink' }, 'theme'],
    ];
    for (const [path, body, field] of wrong) {
      const response = await shopper.send(path, { ...ada, ...body });
      expect(response.status, `${path} ${field}`).toBe(400);
      expect((await response.json()).errors[0].path).toBe(field);
    }
    expect((await shopper.send('/sign-in', { ...ada, returnTo: { a: 1 } })).status).toBe(200);
    expect(users.addresses).toHaveLength(1);
  });

  test('When another site sends the form, then it is refused', async () => {
    const { browser } = await createWorld();
    for (const path of ['/sign-in', '/register', '/sign-out', '/preferences']) {
      expect((await browser().send(path, ada, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    }
  });
});

describe("A guest's cart", () => {
  const entrances = [['/sign-in'], ['/register']];

  test.each(entrances)('When the guest enters by %s, then the cart comes along', async (path) => {
    const { browser, carts } = await createWorld();
    const shopper = browser();
    carts.carts.set(shopper.becomeGuest(), { version: 1, lines: [line(10_00, 2)] });

    const response = await shopper.send(path, ada);

    expect((await response.json()).state.cart).toMatchObject({ count: 2, subtotal: { amount: 20_00 } });
    expect((await shopper.context()).state.cart.count).toBe(2);
  });

  test('When it can not be moved at sign-in, then a later page moves it, once', async () => {
    const { browser, carts } = await createWorld();
    const shopper = browser();
    carts.carts.set(shopper.becomeGuest(), { version: 1, lines: [line(10_00, 2)] });
    carts.state.down = true;
    expect((await shopper.submit('/sign-in', ada)).status).toBe(303);
    expect((await shopper.context()).state.cart.count).toBe(0);

    carts.state.down = false;

    expect((await shopper.context()).state.cart.count).toBe(2);
    expect((await shopper.context()).state.cart).toMatchObject({ count: 2, version: 1 });
    expect(shopper.jar.has('tessera_cart_pending')).toBe(false);
  });

  test('When it still waits at sign-out, then it is moved before the shopper leaves', async () => {
    const { browser, carts, users } = await createWorld();
    const shopper = browser();
    carts.carts.set(shopper.becomeGuest(), { version: 1, lines: [line(10_00, 2)] });
    carts.state.down = true;
    await shopper.submit('/sign-in', ada);
    carts.state.down = false;

    await shopper.submit('/sign-out', {});

    expect(carts.carts.get(users.user.id)?.lines).toHaveLength(1);
  });
});
