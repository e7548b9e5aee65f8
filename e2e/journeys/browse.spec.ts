import { expect, test } from '../src/shop.ts';

test('a shopper lands on a page that all three remotes make', async ({ page }) => {
  await page.goto('/');
  await expect(page.locator('mfe-slot[name="catalog/featured-products"]')).toHaveAttribute('data-remote', 'catalog');
  await expect(page.locator('mfe-slot[name="orders/mini-cart"]').first()).toHaveAttribute('data-release', /^\d/);
  await expect(page.getByTestId('product-card').first()).toBeVisible();
});

test('categories, order and pages narrow the list down', async ({ page }) => {
  await page.goto('/products');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('All products');
  await page.getByRole('navigation', { name: 'Categories' }).getByRole('link').nth(1).click();
  await expect(page).toHaveURL(/category=/);
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('All products');

  await page.goto('/products?sort=price-asc');
  const prices = await page.locator('[data-testid=product-card] .t-price').allInnerTexts();
  const amounts = prices.map((price) => Number(price.replace(/[^\d.]/g, '')));
  expect(amounts).toEqual([...amounts].sort((a, b) => a - b));

  const first = await page.getByTestId('product-card').first().getByRole('heading').innerText();
  await page.getByRole('link', { name: 'Next' }).click();
  await expect(page).toHaveURL(/page=2/);
  await expect(page.getByTestId('product-card').first().getByRole('heading')).not.toHaveText(first);
});

test('a product opens from the list with picture, price, stock and description', async ({ page }) => {
  await page.goto('/products');
  const card = page.getByTestId('product-card').first();
  const name = await card.getByRole('heading').innerText();
  await card.getByRole('link', { name }).first().click();
  await expect(page).toHaveURL(/\/products\/[a-z0-9-]+$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(page).toHaveTitle(new RegExp(name.slice(0, 10)));
  await expect(page.locator('mfe-slot[name="catalog/product-page"] img').first()).toBeVisible();
});

test('a product that does not exist is a real 404', async ({ page, allowConsole }) => {
  allowConsole((message) => message.text().includes('404'));
  const response = await page.goto('/products/no-such-thing');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
