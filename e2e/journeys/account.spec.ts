import { register, signIn, signOut } from '../src/accounts.ts';
import { addFromList, fillCard, fillDelivery, pay } from '../src/buying.ts';
import { expect, newShopper, test } from '../src/shop.ts';

test("a guest's cart comes along at sign-in and is gone at sign-out", async ({ page }) => {
  const shopper = newShopper();
  await register(page, shopper);
  await signOut(page);
  await page.goto('/products');
  await addFromList(page, 7);
  await expect(page.getByTestId('cart-count').first()).toHaveText('1');
  await signIn(page, shopper);
  await expect(page.getByTestId('cart-count').first()).toHaveText('1');
  await signOut(page);
  await expect(page.getByTestId('cart-count').first()).toHaveText('0');
});

test('a signed-in shopper gets the order confirmation in the account and by e-mail', async ({ page }) => {
  const shopper = newShopper();
  await register(page, shopper);
  await page.goto('/products');
  await addFromList(page, 8);
  await expect(page.getByTestId('cart-count').first()).toHaveText('1');
  await page.goto('/checkout');
  await fillDelivery(page);
  await fillCard(page);
  await pay(page);
  const number = (await page.getByRole('heading', { level: 1 }).innerText()).match(/T-\w+/)?.[0] ?? 'no number';

  await page.goto('/account');
  await expect(page.getByTestId('notification').filter({ hasText: number }).first()).toBeVisible({ timeout: 20_000 });
  await page.goto('/dev/mailbox');
  await expect(page.getByRole('link', { name: new RegExp(number) }).first()).toBeVisible();
});

test('wrong credentials say so and keep the e-mail', async ({ page, allowConsole }) => {
  allowConsole((message) => message.text().includes('Failed to load resource'));
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill('nobody@example.com');
  await page.getByLabel('Password').fill('not the password');
  await page.getByTestId('sign-in-submit').click();
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expect(page.getByLabel('E-mail')).toHaveValue('nobody@example.com');
});

test('profile and addresses can be changed', async ({ page }) => {
  await register(page, newShopper());
  await page.goto('/account');
  await page.getByLabel('Name').first().fill('Alex Renamed');
  await page.getByRole('button', { name: /save/i }).first().click();
  await expect(page.getByRole('status').filter({ hasText: /saved/i }).first()).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Name').first()).toHaveValue('Alex Renamed');
});
