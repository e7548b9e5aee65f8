import { chromiumPath, NO_CHROMIUM } from '@tessera/remote-kit/remote-in-browser';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ORDER_ID } from '../src/dev/fixtures.ts';
import { openOrdersAlone } from './orders-alone.ts';

describe.skipIf(!chromiumPath)(`orders in the browser (skipped where ${NO_CHROMIUM})`, () => {
  let orders: Awaited<ReturnType<typeof openOrdersAlone>>;
  beforeAll(async () => {
    orders = await openOrdersAlone();
  });
  afterAll(() => orders.close());
  beforeEach(() => orders.standIn());

  test('when the order moves on, then its page follows by itself, connection after connection', async () => {
    const { page, messages } = await orders.open(`/orders/${ORDER_ID}`);
    for (const [version, status, text] of [
      [3, 'packed', 'Packed'],
      [4, 'shipped', 'Shipped'],
      [5, 'delivered', 'Delivered'],
    ] as const) {
      await orders.standIn({ order: { status, version } });
      await expect.poll(() => page.getByTestId('order-status').textContent(), { timeout: 5000 }).toBe(text);
    }
    expect(await page.getByText('Cancel this order').count()).toBe(0);
    expect(messages).toEqual([]);
  });

  test('when the shopper cancels, then the page shows it in place', async () => {
    const { page } = await orders.open(`/orders/${ORDER_ID}`);
    await page.getByText('Cancel this order').click();
    await page.getByRole('button', { name: 'Yes, cancel the order' }).click();
    await expect.poll(() => page.getByTestId('order-status').textContent()).toBe('Cancelled');
  });

  test('when there are many orders, then the list has pages', async () => {
    const { page } = await orders.open('/orders', false);
    expect(await page.getByRole('link', { name: 'Order T-7K3M9Q' }).getAttribute('href')).toBe(`/orders/${ORDER_ID}`);
    expect(await page.getByRole('link', { name: 'Older' }).getAttribute('href')).toBe('/orders?page=2');
  });

  test('when the order is unknown or somebody else’s, then the page is a 404 that leads on', async () => {
    const { page, status } = await orders.open('/orders/unknown', false);
    expect(status).toBe(404);
    expect(await page.getByRole('heading', { name: 'We can’t find this order' }).count()).toBe(1);
  });

  test('when a payment does not wait any more, then its second step leads to the order', async () => {
    const { page } = await orders.open(`/checkout/verify/${ORDER_ID}`, false);
    expect(new URL(page.url()).pathname).toBe(`/orders/${ORDER_ID}`);
  });
});
