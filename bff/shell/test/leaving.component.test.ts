import { expect, test } from 'vitest';
import { ada } from './stub-services.ts';
import { createWorld } from './world.ts';

test('When the shopper signs out, then the session is gone here and at the user service', async () => {
  const { browser, users } = await createWorld();
  const shopper = browser();
  await shopper.send('/sign-in', ada);

  const response = await shopper.submit('/sign-out', {}, '/account');

  expect([response.status, response.headers.get('location')]).toEqual([303, '/']);
  expect((await shopper.context()).state.session.user).toBeNull();
  expect(users.revoked).toEqual(['refresh']);
});

test('When the user service is down, then signing out works all the same, and so it does for a guest', async () => {
  const { browser, users } = await createWorld();
  const shopper = browser();
  await shopper.send('/sign-in', ada);
  users.state.down = true;

  expect(await (await shopper.send('/sign-out', {})).json()).toMatchObject({
    next: '/',
    state: { session: { user: null } },
  });
  expect((await shopper.send('/sign-out', {})).status).toBe(200);
  expect(shopper.jar.has('tessera_session')).toBe(false);
});

test('When a theme is chosen, then it stays, and a plain form comes back to its page', async () => {
  const { browser } = await createWorld();
  const shopper = browser();
  expect((await (await shopper.send('/preferences', { theme: 'dark' })).json()).state.preferences.theme).toBe('dark');
  expect((await shopper.context()).state.preferences).toEqual({ locale: 'en-IE', currency: 'EUR', theme: 'dark' });

  const response = await shopper.submit('/preferences', { theme: 'light' }, '/products?page=2');

  expect([response.status, response.headers.get('location')]).toEqual([303, '/products?page=2']);
  expect((await shopper.context()).state.preferences.theme).toBe('light');
});

test('When all parts are ready, then the shop is, and else it says which are not', async () => {
  const dead = 'http://127.0.0.1:1';
  const { browser, carts } = await createWorld(({ user }) => ({
    PRODUCT_SERVICE_URL: user,
    ORDER_SERVICE_URL: user,
    PAYMENT_SERVICE_URL: user,
    BFF_CATALOG_URL: user,
    BFF_ORDERS_URL: user,
    BFF_DASHBOARD_URL: user,
    SHELL_URL: user,
  }));
  const ready = await browser().get('/health/parts');
  expect(ready.status).toBe(200);
  expect(await ready.json()).toMatchObject({
    status: 'ready',
    parts: { cart: 'ready', shell: 'ready', 'bff-orders': 'ready' },
  });

  carts.state.alone = true;
  const degraded = () => browser().get('/health/parts');
  await expect.poll(async () => (await (await degraded()).json()).parts.cart, { timeout: 3_000 }).toBe('degraded');
  expect((await degraded()).status).toBe(200);

  carts.state.down = true;
  await new Promise((resolve) => setTimeout(resolve, 600));
  const starting = await browser().get('/health/parts');
  expect(starting.status).toBe(503);
  expect(await starting.json()).toMatchObject({ status: 'not-ready', parts: { cart: 'starting', user: 'ready' } });

  const other = await createWorld(() => ({ SHELL_URL: dead }));
  expect((await (await other.browser().get('/health/parts')).json()).parts.shell).toBe('down');
});
