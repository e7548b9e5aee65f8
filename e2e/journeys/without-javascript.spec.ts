import { register, signIn, signOut } from '../src/accounts.ts';
import { addFromList, expectStatus, fillCard, fillDelivery, pay } from '../src/buying.ts';
import { changeMindAt, payAt } from '../src/paying-elsewhere.ts';
import { ADDRESS, CARDS, expect, newShopper, test } from '../src/shop.ts';

test('browsing and buying work without JavaScript', async ({ page }) => {
  await page.goto('/');
  await page
    .getByRole('link', { name: /products/i })
    .filter({ visible: true })
    .first()
    .click();
  await expect(page).toHaveURL(/\/products/);
  await addFromList(page, 9);
  await expect(page.getByTestId('cart-count').first()).toHaveText('1');

  await page.goto('/cart');
  await expect(page.getByTestId('cart-line')).toHaveCount(1);
  await page.getByRole('link', { name: /checkout/i }).click();
  await fillDelivery(page, newShopper().email);
  await fillCard(page);
  await pay(page);
  await expectStatus(page, /Paid|Packed|Shipped/);
});

test('a declined card without JavaScript leaves the cart and what was typed', async ({ page }) => {
  await page.goto('/products');
  await addFromList(page, 10);
  await page.goto('/checkout');
  await fillDelivery(page, newShopper().email);
  await fillCard(page, CARDS.declines);
  await page.getByTestId('checkout-submit').click();
  await expect(page.getByRole('alert').first()).toContainText(/declined/i);
  await expect(page.getByLabel('Street and number')).toHaveValue(ADDRESS.line1);
  await expect(page.getByTestId('cart-count').first()).toHaveText('1');
});

test('paying at a provider’s own page works without JavaScript', ({ page }) => payAt(page, 'PayPal'));

test('coming back from a provider’s page without paying, and cancelling, work without JavaScript', ({ page }) =>
  changeMindAt(page, 'Stripe'));

test('accounts work without JavaScript', async ({ page }) => {
  const shopper = newShopper();
  await register(page, shopper);
  await signOut(page);
  await signIn(page, shopper);
  await expect(page.getByRole('button', { name: 'Sign out' }).filter({ visible: true }).first()).toBeVisible();
});
