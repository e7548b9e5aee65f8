import AxeBuilder from '@axe-core/playwright';
import { expect, test, untilLive } from '../src/shop.ts';

test.skip(!!process.env.E2E_BASE_URL, 'Only a development shop has them');

const faultsOf = async (page: ConstructorParameters<typeof AxeBuilder>[0]['page']) =>
  (await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()).violations;

test('a key outlines every fragment with its team, release, framework, time, bytes and state', async ({ page }) => {
  await page.goto('/products');
  await untilLive(page, 'catalog/product-list');
  const release = await page.locator('mfe-slot[name="catalog/product-list"]').getAttribute('data-release');

  await page.keyboard.press('Alt+Shift+B');

  const label = page.locator('.label', { hasText: 'catalog/product-list' });
  await expect(label).toContainText(/hydrated|rendered/);
  await expect(label).toContainText(/team catalog/i);
  await expect(label).toContainText(/vue/i);
  await expect(label).toContainText(release as string);
  await expect(label).toContainText(/[\d.]+ ms/);
  await expect(label).toContainText(/[\d.]+ kB HTML/);
  await expect(page.locator('.label', { hasText: 'orders/mini-cart' })).toBeVisible();

  await page.keyboard.press('Alt+Shift+B');
  await expect(label).toHaveCount(0);
});

test('the panel and the list of remotes tell what is live and have no fault that a machine can find', async ({
  page,
}) => {
  await page.goto('/products');
  const button = page.getByRole('button', { name: 'Developer tools' });
  await button.click();
  const panel = page.getByRole('region', { name: 'Developer tools' });
  for (const remote of ['catalog', 'orders']) await expect(panel.getByRole('article', { name: remote })).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(button).toBeFocused();

  await page.goto('/dev/remotes');
  for (const remote of ['catalog', 'dashboard', 'orders']) {
    await expect(page.getByRole('heading', { name: remote })).toBeVisible();
  }
  expect(await faultsOf(page)).toEqual([]);
});
