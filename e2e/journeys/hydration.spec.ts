import { register } from '../src/accounts.ts';
import { addFromList, expectStatus, fillCard, fillDelivery, pay } from '../src/buying.ts';
import { expect, newShopper, test } from '../src/shop.ts';
import { countLostNodes, holdPolicies, noteServerNodes, scriptsOf, useDevTools, wakeAllSlots } from '../src/slots.ts';

test('hydration keeps every node that the server sent, on every page', async ({ page }) => {
  test.setTimeout(120_000);
  await register(page, newShopper());
  await page.goto('/products');
  const product = await page.getByTestId('product-card').nth(7).getByRole('link').first().getAttribute('href');
  await addFromList(page, 7);
  await expect(page.getByTestId('cart-count').first()).toHaveText('1');
  await page.goto('/checkout');
  await fillDelivery(page);
  await fillCard(page);
  const orderId = await pay(page);
  await expectStatus(page, 'Shipped');
  await page.goto('/products');
  await addFromList(page, 7);
  await expect(page.getByTestId('cart-count').first()).toHaveText('1');

  await noteServerNodes(page);
  for (const path of ['/', '/products', product, '/cart', '/checkout', '/orders', `/orders/${orderId}`, '/account']) {
    await test.step(`${path}`, async () => {
      await page.goto(path as string);
      await wakeAllSlots(page);
      const { sent, lost } = await countLostNodes(page);
      expect(sent).toBeGreaterThan(10);
      expect(lost).toEqual([]);
    });
  }
});

test('before a hydration policy says so, no remote, federation runtime, single-spa or Redux Toolkit is loaded', async ({
  page,
  request,
}) => {
  await holdPolicies(page);
  const loaded: string[] = [];
  page.on('request', (each) => each.resourceType() === 'script' && loaded.push(new URL(each.url()).pathname));
  for (const path of ['/', '/products', '/sign-in']) {
    loaded.length = 0;
    await page.goto(path, { waitUntil: 'networkidle' });
    const named = await scriptsOf(request, path);
    expect(loaded.filter((script) => !named.includes(script))).toEqual([]);
    for (const script of loaded) {
      expect(await (await request.get(script)).text(), script).not.toMatch(/single-spa|@@redux|__FEDERATION__/);
    }
  }
  // One fragment wakes up, and only its remote comes.
  loaded.length = 0;
  const cart = page.locator('mfe-slot[name="orders/mini-cart"]');
  await cart.dispatchEvent('pointerover');
  await expect(cart).toHaveAttribute('data-mounted', 'hydrated');
  const remotes = loaded.flatMap((script) => /^\/remotes\/([a-z]+)\//.exec(script)?.[1] ?? []);
  expect([...new Set(remotes)]).toEqual(['orders']);
});

test('Redux DevTools drive React, Vue, Solid and Angular alike, forward and back in time', async ({ page }) => {
  await register(page, newShopper());
  await page.goto('/products');
  const product = await page.getByTestId('product-card').first().getByRole('link').first().getAttribute('href');
  const devTools = await useDevTools(page);
  await page.goto(product as string);
  await wakeAllSlots(page);
  const slot = page.locator('mfe-slot[name="catalog/product-page"] mfe-slot[name="orders/add-to-cart"]').first();
  const { productId } = JSON.parse((await slot.getAttribute('props')) as string);

  const lines = [{ productId, quantity: 7 }];
  await devTools.dispatch('cart/replaced', { version: 99, count: 7, lines, subtotal: null });
  await devTools.dispatch('notifications/unread-changed', { unread: 5 });

  const announcement = page.getByTestId('cart-announcement');
  const productPage = page.locator('mfe-slot[name="catalog/product-page"]');
  const bell = page.locator('mfe-slot[name="dashboard/notification-badge"]').getByRole('link');
  await expect(announcement, 'React').toHaveText('7 items in your cart');
  await expect(productPage, 'Vue').toContainText('7 in your cart');
  await expect(page.getByTestId('cart-count').first(), 'Solid').toHaveText('7');
  await expect(bell, 'Angular').toHaveAccessibleName('Notifications, 5 unread');
  expect(await devTools.state()).toMatchObject({ cart: { count: 7 }, notifications: { unread: 5 } });

  await devTools.travelTo(-3);
  await expect(announcement, 'React').toHaveText('0 items in your cart');
  await expect(productPage, 'Vue').not.toContainText('in your cart');
  await expect(page.getByTestId('cart-count').first(), 'Solid').toHaveText('0');
  await expect(bell, 'Angular').not.toHaveAccessibleName(/5 unread/);
});
