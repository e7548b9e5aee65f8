import { register, signIn, signOut } from '../src/accounts.ts';
import { addFromList, expectStatus, fillCard, fillDelivery, pay } from '../src/buying.ts';
import { putOnSale } from '../src/catalogue.ts';
import { ADDRESS, CARDS, expect, newShopper, test } from '../src/shop.ts';

/** Chromium's own line for an answer that is a refusal; a script can't keep it away. */
const isRefusal = (message: { text(): string }) => message.text().startsWith('Failed to load resource');

test('what changed behind the shopper is told at the till, with all that was typed still there', async ({
  page,
  baseURL,
  allowConsole,
}) => {
  allowConsole(isRefusal);
  const name = '<script>alert(1)</script> "Lamp" & </textarea><img src=x onerror=alert(1)>';
  const lamp = await putOnSale(baseURL ?? '', { name, amount: 2000, stock: 5 });
  await page.goto(`/products/${lamp.slug}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await page.getByTestId('add-to-cart').first().click();
  await expect(page.getByTestId('cart-count').first()).toHaveText('1');
  await page.goto('/checkout');
  await fillDelivery(page, newShopper().email);
  await fillCard(page);

  await lamp.change({ price: { amount: 2500, currency: 'EUR' } });
  await page.getByTestId('checkout-submit').click();
  await expect(page.getByRole('alert').filter({ hasText: 'Prices have changed' }).first()).toBeVisible();

  await fillCard(page, CARDS.declines);
  await page.getByTestId('checkout-submit').click();
  await expect(page.getByRole('alert').filter({ hasText: 'declined' }).first()).toBeVisible();

  await lamp.change({ stock: 0 });
  await page.getByTestId('checkout-submit').click();
  await expect(page.getByRole('alert').filter({ hasText: 'sold out' }).first()).toBeVisible();
  await expect(page.getByLabel('Street and number')).toHaveValue(ADDRESS.line1);
  await expect(page.getByTestId('cart-count').first()).toHaveText('1');

  await lamp.change({ stock: 3 });
  await page.reload();
  await fillDelivery(page, newShopper().email);
  await fillCard(page);
  await pay(page);
  await expect(page.getByText(name).first()).toBeVisible();
  await expectStatus(page, /Paid|Packed|Shipped/);
  await lamp.remove();
});

test('a shopper who signed out in another tab loses neither cart nor what was typed', async ({
  page,
  context,
  allowConsole,
}) => {
  allowConsole(isRefusal);
  const shopper = newShopper();
  await register(page, shopper);
  await page.goto('/products');
  await addFromList(page, 12);
  await expect(page.getByTestId('cart-count').first()).toHaveText('1');
  await page.goto('/checkout');
  await fillDelivery(page);
  await fillCard(page);

  const other = await context.newPage();
  await other.goto('/account');
  await signOut(other);
  await page.getByTestId('checkout-submit').click();
  await expect(page.getByRole('alert').filter({ hasText: 'session has ended' }).first()).toBeVisible();
  await expect(page.getByLabel('Street and number')).toHaveValue(ADDRESS.line1);

  await signIn(other, shopper);
  await expect(other.getByTestId('cart-count').first()).toHaveText('1');
  await pay(page);
  await expectStatus(page, /Paid|Packed|Shipped/);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a shopper who signed out in another tab comes back over sign-in to what was typed', async ({
    page,
    context,
  }) => {
    const shopper = newShopper();
    await register(page, shopper);
    await page.goto('/products');
    await addFromList(page, 13);
    await page.goto('/checkout');
    await fillDelivery(page);
    await fillCard(page);

    const other = await context.newPage();
    await other.goto('/account');
    await signOut(other);
    await page.getByTestId('checkout-submit').click();
    await expect(page).toHaveURL(/\/sign-in\?returnTo=%2Fcheckout/);
    await expect(page.getByRole('alert').first()).toContainText('session has ended');
    await page.getByLabel('E-mail').fill(shopper.email);
    await page.getByLabel('Password').fill(shopper.password);
    await page.getByTestId('sign-in-submit').click();
    await expect(page).toHaveURL(/\/checkout/);
    await expect(page.getByLabel('Street and number')).toHaveValue(ADDRESS.line1);
    await expect(page.getByLabel('Card number')).toHaveValue('');
  });
});
