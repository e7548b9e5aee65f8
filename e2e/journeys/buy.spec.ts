import { addFromList, expectStatus, fillCard, fillDelivery, pay } from '../src/buying.ts';
import { changeMindAt, payAt } from '../src/paying-elsewhere.ts';
import { ADDRESS, CARDS, expect, newShopper, test } from '../src/shop.ts';

test('a guest buys a product and watches the order move by itself', async ({ page }) => {
  await page.goto('/products');
  const name = await addFromList(page, 3);
  await expect(page.getByTestId('cart-count').first()).toHaveText('1');

  await page.goto('/cart');
  await expect(page.getByTestId('cart-line')).toHaveCount(1);
  await expect(page.getByTestId('cart-line')).toContainText(name);
  await page.getByRole('link', { name: /checkout/i }).click();

  await fillDelivery(page, newShopper().email);
  await fillCard(page);
  await pay(page);
  await expectStatus(page, 'Shipped');
  await expect(page.getByTestId('cart-count').first()).toHaveText('0');

  await page.goto('/orders');
  await expect(page.getByRole('link', { name: /T-/ }).first()).toBeVisible();
});

test('a declined card leaves the cart and what was typed', async ({ page, allowConsole }) => {
  allowConsole((message) => message.text().includes('Failed to load resource'));
  await page.goto('/products');
  await addFromList(page, 4);
  await expect(page.getByTestId('cart-count').first()).toHaveText('1');
  await page.goto('/checkout');
  await fillDelivery(page, newShopper().email);
  await fillCard(page, CARDS.declines);
  await page.getByTestId('checkout-submit').click();
  await expect(page.getByRole('alert').first()).toContainText(/declined/i);
  await expect(page.getByLabel('Street and number')).toHaveValue(ADDRESS.line1);
  await expect(page.getByTestId('cart-count').first()).toHaveText('1');

  await fillCard(page, CARDS.pays);
  await pay(page);
  await expectStatus(page, /Paid|Packed|Shipped/);
});

test('a card that asks for a second step is charged after it', async ({ page }) => {
  await page.goto('/products');
  await addFromList(page, 5);
  await expect(page.getByTestId('cart-count').first()).toHaveText('1');
  await page.goto('/checkout');
  await fillDelivery(page, newShopper().email);
  await fillCard(page, CARDS.secondStep);
  await page.getByTestId('checkout-submit').click();
  await page.waitForURL(/\/checkout\/verify\//);
  await page.getByRole('button', { name: /approve/i }).click();
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}/);
  await expectStatus(page, /Paid|Packed|Shipped/);
});

test('a shopper pays at a provider’s own page and comes back to a paid order', ({ page }) => payAt(page, 'Stripe'));

test('a shopper comes back from a provider’s page without paying, and cancels', ({ page }) =>
  changeMindAt(page, 'PayPal'));

test('all frameworks on the page agree on the cart at once', async ({ page }) => {
  await page.goto('/products');
  await page
    .getByTestId('product-card')
    .filter({ has: page.locator('[data-testid=add-to-cart]:enabled') })
    .nth(6)
    .getByRole('heading')
    .getByRole('link')
    .click();
  await page.waitForURL(/\/products\/.+/);
  await page.locator('mfe-slot[name="catalog/product-page"]').getByTestId('add-to-cart').first().click();
  await expect(page.getByTestId('cart-count').first()).toHaveText('1');
  await expect(page.locator('mfe-slot[name="catalog/product-page"]')).toContainText('1 in your cart');
});
