import { chromiumPath, NO_CHROMIUM } from '@tessera/remote-kit/remote-in-browser';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ORDER_ID } from '../src/dev/fixtures.ts';
import { openOrdersAlone } from './orders-alone.ts';

describe.skipIf(!chromiumPath)(`the checkout in the browser (skipped where ${NO_CHROMIUM})`, () => {
  let orders: Awaited<ReturnType<typeof openOrdersAlone>>;
  beforeAll(async () => {
    orders = await openOrdersAlone();
  });
  afterAll(() => orders.close());
  beforeEach(() => orders.standIn());

  test.each([true, false])(
    'when fields are wrong (JavaScript %s), then each says why, what was typed stays, the card is not kept by the server',
    async (javaScript) => {
      const { page } = await orders.open('/checkout', javaScript);
      await page.getByLabel('E-mail').fill('nobody');
      await page.getByLabel('Street and number').fill('1 Long Acre');
      await page.getByLabel('Town or city').fill('');
      await page.getByTestId('checkout-submit').click();
      const city = page.getByLabel('Town or city');
      await page.getByRole('heading', { name: 'Your order was not placed' }).waitFor();
      expect(await city.getAttribute('aria-invalid')).toBe('true');
      const error = page.locator(`[id="${await city.getAttribute('aria-describedby')}"]`);
      expect(await error.textContent()).toBe('Enter a town or city');
      expect(await page.getByLabel('E-mail').inputValue()).toBe('nobody');
      expect(await page.getByLabel('Street and number').inputValue()).toBe('1 Long Acre');
      if (javaScript) {
        expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert');
        await page.getByRole('link', { name: 'Enter a town or city' }).click();
        expect(await city.evaluate((input) => input === document.activeElement)).toBe(true);
      }
    },
  );

  test.each([true, false])(
    'when all is well (JavaScript %s), then the shopper arrives at the order',
    async (javaScript) => {
      const { page, messages } = await orders.open('/checkout', javaScript);
      expect(await page.getByTestId('checkout-submit').textContent()).toContain('Pay €48.40');
      await page.getByLabel('Card number').fill('4242 4242 4242 4242');
      await page.getByLabel('Expiry date').fill('12/30');
      await page.getByLabel('Security code').fill('123');
      await page.getByTestId('checkout-submit').click();
      await page.waitForURL(orders.url + `/orders/${ORDER_ID}`);
      expect(await page.getByTestId('order-status').textContent()).toBe('Paid');
      expect(await page.getByTestId('order-id').textContent()).toBe(ORDER_ID);
      expect(messages).toEqual([]);
    },
  );

  test.each([true, false])(
    'when there is more than one way to pay (JavaScript %s), then the card is asked for with the card only',
    async (javaScript) => {
      await orders.standIn({ pays: ['sandbox', 'paypal'] });
      const { page } = await orders.open('/checkout', javaScript);
      expect(await page.getByRole('radio', { name: 'Card' }).isChecked()).toBe(true);
      expect(await page.getByLabel('Card number').isVisible()).toBe(true);
      await page.getByLabel('E-mail').fill('nobody');
      await page.getByText('PayPal').click();
      await expect.poll(() => page.getByLabel('Card number').isVisible()).toBe(false);
      await page.getByTestId('checkout-submit').click();
      await page.getByRole('heading', { name: 'Your order was not placed' }).waitFor();
      expect(await page.getByRole('radio', { name: 'PayPal' }).isChecked()).toBe(true);
      await page.getByLabel('E-mail').fill('ada@tessera.test');
      await page.getByTestId('checkout-submit').click();
      await page.waitForURL(`${orders.url}/paypal-page`);
    },
  );

  test('when nobody can say how one can pay, then the order can not be placed and the page says why', async () => {
    await orders.standIn({ pays: [] });
    const { page } = await orders.open('/checkout', false);
    expect(await page.getByTestId('checkout-submit').isDisabled()).toBe(true);
    expect(await page.getByText('Nothing can be paid right now').isVisible()).toBe(true);
  });

  test.each([true, false])(
    'when a saved address is chosen (JavaScript %s), then it fills the fields',
    async (javaScript) => {
      const { page } = await orders.open('/checkout', javaScript);
      await page.getByRole('link', { name: /Hafenweg/ }).click();
      await expect.poll(() => page.getByLabel('Town or city').inputValue()).toBe('Hamburg');
      expect(await page.getByLabel('Country').inputValue()).toBe('DE');
      await page.getByRole('link', { name: /Another address/ }).click();
      await expect.poll(() => page.getByLabel('Town or city').inputValue()).toBe('');
    },
  );

  test.each([
    [true, 'Approve', 'Paid'],
    [false, 'Decline', 'Cancelled'],
  ])(
    'when the bank asks (JavaScript %s) and the answer is %s, then the order is %s',
    async (javaScript, answer, status) => {
      await orders.standIn({ order: { status: 'pending-payment' } });
      const { page } = await orders.open(`/checkout/verify/${ORDER_ID}`, javaScript);
      await page.getByRole('button', { name: answer }).click();
      await page.waitForURL(orders.url + `/orders/${ORDER_ID}`);
      expect(await page.getByTestId('order-status').textContent()).toBe(status);
    },
  );

  test('when the cart is empty, then the checkout sends the shopper to it', async () => {
    await orders.standIn({ cart: 'empty' });
    const { page } = await orders.open('/checkout', false);
    expect(new URL(page.url()).pathname).toBe('/cart');
  });

  test('when the session ended elsewhere, then the form stays and says so, though the cart is empty now', async () => {
    const { page } = await orders.open('/checkout');
    await page.route('**/api/orders/checkout', (route) =>
      route.fulfill({
        status: 401,
        contentType: 'application/problem+json',
        body: JSON.stringify({ title: 'Unauthorized', status: 401, code: 'session-expired', detail: 'It has ended.' }),
      }),
    );
    await page.getByLabel('Town or city').fill('Cork');
    await orders.standIn({ cart: 'empty' });
    await page.getByTestId('checkout-submit').click();
    await page.getByText('It has ended.').waitFor();
    await expect.poll(() => page.getByTestId('checkout-submit').isEnabled()).toBe(true);
    expect(await page.getByLabel('Town or city').inputValue()).toBe('Cork');
  });

  test('when no answer came, then the same attempt is sent again; when one was refused, then it is a new one', async () => {
    const { page } = await orders.open('/checkout');
    const keys: string[] = [];
    await page.route('**/api/orders/checkout', async (route) => {
      keys.push(route.request().postDataJSON().idempotencyKey);
      await (keys.length === 1 ? route.abort() : route.continue());
    });
    const pay = page.getByTestId('checkout-submit');
    await pay.click();
    await page.getByText('We could not reach the shop.').waitFor();
    await pay.click();
    await page.getByText('Some fields need another look.').waitFor();
    await expect.poll(() => page.locator('[name=idempotencyKey]').inputValue()).not.toBe(keys[0]);
    await pay.click();
    await expect.poll(() => keys.length).toBe(3);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });
});
