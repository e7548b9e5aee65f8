import { chromiumPath, NO_CHROMIUM } from '@tessera/remote-kit/remote-in-browser';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openOrdersAlone } from './orders-alone.ts';

describe.skipIf(!chromiumPath)(`the cart in the browser (skipped where ${NO_CHROMIUM})`, () => {
  let orders: Awaited<ReturnType<typeof openOrdersAlone>>;
  beforeAll(async () => {
    orders = await openOrdersAlone();
  });
  afterAll(() => orders.close());
  beforeEach(() => orders.standIn());

  test('when a product is added twice in a hurry, then it is added once, said, and everybody knows', async () => {
    const { page, messages } = await orders.open('/together');
    const button = page.getByRole('button', { name: 'Add to cart: Stoneware teapot' }).nth(1);
    await button.dblclick();
    await page.getByRole('status').filter({ hasText: 'Added Stoneware teapot' }).first().waitFor();
    await expect.poll(() => page.getByTestId('cart-count').textContent()).toBe('3');
    await expect.poll(() => page.getByLabel('Quantity of Stoneware teapot').inputValue()).toBe('2');
    expect(await page.evaluate(() => Reflect.get(window, 'devShell').emitted)).toMatchObject([
      { name: 'orders:item-added', detail: { quantity: 1 } },
    ]);
    expect(await page.getByRole('link', { name: 'Cart: 3 items €77.50' }).count()).toBe(1);
    expect(messages).toEqual([]);
  });

  test('when the quantity is changed, then totals and header follow without leaving the page', async () => {
    const { page } = await orders.open('/cart');
    await page.evaluate(() => Reflect.set(window, 'stayed', true));
    const quantity = page.getByLabel('Quantity of Stoneware teapot');
    await quantity.focus();
    await quantity.selectOption('2');
    await expect.poll(() => page.getByTestId('cart-count').textContent()).toBe('3');
    await page.getByText('Your order ships free.').waitFor();
    expect(await page.evaluate(() => Reflect.get(window, 'stayed'))).toBe(true);
    expect(await quantity.evaluate((select) => select === document.activeElement)).toBe(true);
  });

  test('when a product can’t be had that often, then the line says so and shows what is in the cart', async () => {
    const { page } = await orders.open('/cart');
    const quantity = page.getByLabel('Quantity of Stoneware teapot');
    await quantity.evaluate((select: HTMLSelectElement) => select.add(new Option('16', '16')));
    await quantity.selectOption('16');
    await page.getByRole('alert').filter({ hasText: 'There are not that many left.' }).waitFor();
    expect(await quantity.inputValue()).toBe('1');
  });

  test('when everything is removed, then the empty cart leads back to the shop', async () => {
    const { page, messages } = await orders.open('/cart');
    await page.getByRole('button', { name: 'Remove Stoneware teapot' }).click();
    await expect.poll(() => page.getByTestId('cart-line').count()).toBe(1);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Your cart');
    await page.getByRole('button', { name: /^Remove Espresso cup/ }).click();
    await page.getByRole('heading', { name: 'Nothing in here yet' }).waitFor();
    expect(await page.getByTestId('cart-count').textContent()).toBe('0');
    expect(messages).toEqual([]);
  });

  test('when JavaScript is off, then adding and removing go by plain forms', async () => {
    const { page } = await orders.open('/together', false);
    await page.getByRole('button', { name: 'Add to cart: Stoneware teapot' }).first().click();
    expect(await page.getByTestId('cart-count').textContent()).toBe('3');
    await page.goto(page.url().replace('/together', '/cart'));
    await page.getByLabel('Quantity of Stoneware teapot').selectOption('3');
    await page.getByRole('button', { name: 'Update' }).first().click();
    expect(await page.getByTestId('cart-count').textContent()).toBe('4');
    await page.getByRole('button', { name: 'Remove Stoneware teapot' }).click();
    expect(await page.getByTestId('cart-line').count()).toBe(1);
  });

  test('when the shop can’t be reached, then the button says so and can be tried again', async () => {
    const { page } = await orders.open('/together');
    const button = page.getByRole('button', { name: 'Add to cart: Stoneware teapot' }).nth(1);
    await page.route('**/cart/items', (route) => route.abort());
    await button.click();
    await page.getByRole('alert').filter({ hasText: 'We could not reach the shop.' }).waitFor();
    await page.unroute('**/cart/items');
    await button.click();
    await expect.poll(() => page.getByTestId('cart-count').textContent()).toBe('3');
    expect(await page.getByText('We could not reach the shop.').count()).toBe(0);
  });

  test('when another fragment changes the cart, then the cart’s page and the header follow', async () => {
    const { page } = await orders.open('/cart');
    await page.request.post(`${orders.url}/api/orders/cart/items/01900000-0000-7000-8000-000000000001`, {
      data: { quantity: 5 },
    });
    await page.evaluate(() => {
      const { store } = Reflect.get(window, 'devShell');
      store.dispatch({ type: 'cart/replaced', payload: { ...store.getState().cart, version: 4, count: 6 } });
    });
    await expect.poll(() => page.getByLabel('Quantity of Stoneware teapot').inputValue()).toBe('5');
    expect(await page.getByTestId('cart-count').textContent()).toBe('6');
  });

  test('when a slot gets other props or goes away, then its fragment follows and leaves nothing', async () => {
    const { page, messages } = await orders.open('/together');
    const inner = await page.evaluate(async () => {
      const { parcel, props } = Reflect.get(window, 'devShell').mounted.s3;
      await parcel.update({ ...props, props: { ...props.props, available: 0 } });
      const label = props.domElement.querySelector('button').ariaLabel;
      await parcel.unmount(props);
      return [label, props.domElement.innerHTML];
    });
    expect(inner).toEqual(['Sold out: Stoneware teapot', '']);
    expect(messages).toEqual([]);
  });
});
