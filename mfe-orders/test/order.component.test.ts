import { chromiumPath, NO_CHROMIUM } from '@tessera/remote-kit/remote-in-browser';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deliveredOrder, ORDER_ID, returnedOrder, unrefundedOrder } from '../src/dev/fixtures.ts';
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

  test('when a delivered order does not please, then the shopper sends a part of it back, and sees that it is awaited', async () => {
    await orders.standIn({ order: deliveredOrder({ version: 5 }) });
    const { page, messages } = await orders.open(`/orders/${ORDER_ID}`);
    await page.getByText('Send something back').click();
    await page.getByRole('button', { name: 'Ask to send it back' }).click();
    await expect.poll(() => page.getByRole('link', { name: 'Choose what to send back' }).count()).toBe(1);
    await page.getByLabel('Stoneware teapot').selectOption('1');
    await page.getByLabel('Why does it go back?').fill('It drips');
    await page.getByRole('button', { name: 'Ask to send it back' }).click();
    await expect.poll(() => page.getByTestId('return').innerText()).toContain('1 × Stoneware teapot');
    expect(await page.getByTestId('tracking').getAttribute('href')).toBe('https://track.example/CE123456789IE');
    expect(messages.filter((message) => !message.includes('400'))).toEqual([]);
  });

  test('when it goes back without JavaScript, then a fault keeps what was typed, and the next try is taken', async () => {
    await orders.standIn({ order: deliveredOrder({ version: 5 }) });
    const { page } = await orders.open(`/orders/${ORDER_ID}`, false);
    await page.getByText('Send something back').click();
    await page.getByLabel('Stoneware teapot').selectOption('1');
    await page.getByRole('button', { name: 'Ask to send it back' }).click();
    await page.getByRole('link', { name: 'Tell us why' }).waitFor();
    expect(await page.getByLabel('Stoneware teapot').inputValue()).toBe('1');
    await page.getByLabel('Why does it go back?').fill('It drips');
    await page.getByRole('button', { name: 'Ask to send it back' }).click();
    await page.getByTestId('return').waitFor();
    expect(await page.getByTestId('return').innerText()).toContain('1 × Stoneware teapot');
  });

  test('when money went back in part, then the page says how much, and why each part', async () => {
    await orders.standIn({ order: returnedOrder() });
    const { page } = await orders.open(`/orders/${ORDER_ID}`, false);
    expect(await page.getByTestId('refunded').innerText()).toContain('€12.00 of €48.40');
    expect(await page.getByText('A scratch in the glaze').count()).toBe(1);
    expect(await page.getByText('It was used.').count()).toBe(1);
    expect(await page.getByText('Send something back').count()).toBe(0);
  });

  test('when money could not be given back, then the page says so, and an admin is offered to ask again', async () => {
    await orders.standIn({ order: unrefundedOrder() });
    const { page } = await orders.open(`/orders/${ORDER_ID}`, false);
    expect(await page.getByText('We could not give your money back').count()).toBe(1);
    expect(await page.getByText('Did not go through').count()).toBe(1);
    expect(await page.getByText('what you paid goes back').count()).toBe(0);
    const { page: admin } = await orders.open('/admin/orders?status=cancelled', false);
    expect(await admin.getByText('The provider did not give back €48.40').count()).toBe(1);
    await admin.getByText('Give money back').click();
    expect(await admin.getByLabel('Amount in EUR').inputValue()).toBe('48.40');
  });

  test('when a guest comes by the link of a mail, then the token leaves the address; a dead link says what to do', async () => {
    const { page } = await orders.open(`/orders/${ORDER_ID}?access=signed.token`, false);
    expect(new URL(page.url()).search).toBe('');
    expect(await page.getByTestId('order-id').textContent()).toBe(ORDER_ID);
    const dead = await orders.open('/orders/unknown?access=too.old', false);
    expect(dead.status).toBe(404);
    expect(await dead.page.getByText('This link is not whole, or it is too old.').count()).toBe(1);
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
