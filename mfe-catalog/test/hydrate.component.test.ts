import { join } from 'node:path';
import { chromiumPath, countNodes, NO_CHROMIUM, openRemote, servedStates } from '@tessera/remote-kit/remote-in-browser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { devProducts } from '../src/dev/products.ts';
import { dev } from '../src/dev.ts';

describe.skipIf(!chromiumPath)(`The catalog in a browser${chromiumPath ? '' : ` (${NO_CHROMIUM})`}`, () => {
  let remote: Awaited<ReturnType<typeof openRemote>>;
  beforeAll(async () => {
    remote = await openRemote(join(import.meta.dirname, '..'));
  });
  afterAll(() => remote?.close());

  test.each(['/home', '/products', '/products?category=garden&sort=name', '/products?page=2', '/products/desk-cactus'])(
    'When %s comes to life, every node of the server stays and the console is silent',
    async (path) => {
      const { page, messages } = await remote.open(path);

      const nodes = await countNodes(page);
      expect(nodes.kept).toBeGreaterThan(30);
      expect(nodes.made).toBe(0);
      expect(messages).toEqual([]);
    },
  );

  test.each(servedStates(dev.fragments))('When %s comes to life, every node of the server stays', async (path) => {
    const { page, close } = await remote.open(path);

    expect((await countNodes(page)).made).toBe(0);
    await close();
  });

  test('When a product does not exist, its page comes to life too', async () => {
    const { page, status } = await remote.open('/products/nothing-like-it');

    expect(status).toBe(404);
    expect(await page.getByRole('link', { name: 'See all products' }).getAttribute('href')).toBe('/products');
    expect((await countNodes(page)).made).toBe(0);
  });

  test('When the cart changes anywhere, the product page says how many are in it', async () => {
    const { page, messages } = await remote.open('/products/desk-cactus');
    const lines = [{ productId: devProducts[2]?.id, quantity: 4 }];

    await page.evaluate(
      (payload) => Reflect.get(window, 'devShell').store.dispatch({ type: 'cart/replaced', payload }),
      { version: 2, count: 4, lines, subtotal: { amount: 3960, currency: 'EUR' } },
    );

    await page.getByText('4 in your cart').waitFor();
    expect(messages).toEqual([]);
  });

  test('When another order is chosen, the list is shown in it', async () => {
    const { page } = await remote.open('/products?category=garden');

    await page.getByLabel('Sort by').selectOption('Price, low to high');

    await page.waitForURL('**/products?category=garden&sort=price-asc');
    expect(await page.getByTestId('product-card').first().textContent()).toContain('Desk Cactus');
  });

  test('When the server sent nothing, the browser renders the page itself', async () => {
    const { page, messages } = await remote.open('/products/desk-cactus?mode=render');

    await page.getByRole('heading', { name: 'Desk Cactus', level: 1 }).waitFor();
    expect(messages).toEqual([]);
  });

  test('When the BFF fails in the browser, the shopper can try again', async () => {
    const { page } = await remote.open('/products/desk-cactus?mode=render', { serviceWorkers: 'block' });
    await page.route('**/api/catalog/screens/**', (route) => route.fulfill({ status: 503 }));
    await page.reload();
    await page.getByRole('alert').waitFor();

    await page.unroute('**/api/catalog/screens/**');
    await page.getByRole('button', { name: 'Try again' }).click();

    await page.getByRole('heading', { name: 'Desk Cactus', level: 1 }).waitFor();
  });

  test('When a fragment is taken off the page, nothing of it is left', async () => {
    const { page, messages } = await remote.open('/products/desk-cactus');

    const left = await page.evaluate(async () => {
      const { parcel, props } = Reflect.get(window, 'devShell').mounted.s1;
      await parcel.unmount(props);
      return props.domElement.innerHTML;
    });

    expect(left).toBe('');
    expect(messages).toEqual([]);
  });

  test('When the place it stands in names another product, the page shows that one', async () => {
    const { page, messages } = await remote.open('/products/desk-cactus');

    await page.evaluate(async () => {
      const { parcel, props } = Reflect.get(window, 'devShell').mounted.s1;
      await parcel.update({ ...props, props: { slug: 'club-basketball' } });
    });

    await page.getByRole('heading', { name: 'Club Basketball', level: 1 }).waitFor();
    expect(messages).toEqual([]);
  });

  test('When JavaScript is off, the list can still be sorted and paged', async () => {
    const { page } = await remote.open('/products', { javaScriptEnabled: false });

    await page.getByLabel('Sort by').selectOption('Price, low to high');
    await page.getByRole('button', { name: 'Sort' }).click();
    expect(page.url()).toContain('sort=price-asc');
    await page.getByRole('link', { name: 'Next' }).click();

    expect(page.url()).toContain('sort=price-asc&page=2');
    expect(await page.getByTestId('product-card').count()).toBe(16);
  });
});
