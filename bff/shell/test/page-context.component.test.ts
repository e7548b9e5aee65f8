import { expect, test } from 'vitest';
import { ada, line } from './stub-services.ts';
import { createWorld } from './world.ts';

const newShopper = {
  session: { user: null },
  cart: { version: 0, count: 0, lines: [], subtotal: null },
  notifications: { unread: 0 },
  preferences: { locale: 'en-IE', currency: 'EUR', theme: 'system' },
};

test('When someone is new, then the page starts from nothing and no service is asked', async () => {
  const { browser, carts, notifications } = await createWorld();
  carts.state.down = true;
  notifications.state.down = true;
  expect(await browser().context('sign-in')).toEqual({ form: null, state: newShopper });
});

test('When a guest has a cart, then count and subtotal are those of its lines', async () => {
  const { browser, carts } = await createWorld();
  const guest = browser();
  const lines = [line(19_99, 2), line(5_00, 1)];
  carts.carts.set(guest.becomeGuest(), { version: 4, lines });

  const { state } = await guest.context();

  expect(state.cart).toMatchObject({ version: 4, count: 3, subtotal: { amount: 44_98, currency: 'EUR' } });
  expect(state.cart.lines).toEqual(lines.map(({ productId, quantity }) => ({ productId, quantity })));
});

test('When someone is signed in, then the page knows them and their unread notifications, but no token', async () => {
  const { browser, users } = await createWorld();
  const shopper = browser();
  await shopper.send('/sign-in', ada);

  const context = await shopper.context();

  expect(context.state).toMatchObject({ session: { user: users.user }, notifications: { unread: 3 } });
  expect(JSON.stringify(context)).not.toContain('refresh');
});

test('When a part is down or late, then it starts as for a new shopper, and the page does not wait', async () => {
  const { browser, carts, notifications } = await createWorld();
  const shopper = browser();
  await shopper.send('/sign-in', ada);
  carts.state.late = 2_000;
  notifications.state.down = true;
  const start = performance.now();

  const { state } = await shopper.context();

  expect(performance.now() - start).toBeLessThan(1_000);
  expect(state).toMatchObject({
    cart: newShopper.cart,
    notifications: { unread: 0 },
    session: { user: { name: 'Ada' } },
  });
});

test('When the cookies are garbage, then the shopper is new', async () => {
  const { browser } = await createWorld();
  const shopper = browser();
  for (const [name, value] of [
    ['tessera_session', 'x.y.z'],
    ['tessera_preferences', '%%%&theme=pink'],
    ['tessera_cart_pending', '1'],
  ]) {
    shopper.jar.set(name as string, value as string);
  }
  shopper.jar.set('tessera_form_sign-in', 'forged');
  expect(await shopper.context('sign-in')).toEqual({ form: null, state: newShopper });
  expect(await shopper.context('../x')).toEqual({ form: null, state: newShopper });
});
