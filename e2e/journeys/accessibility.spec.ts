import { expectNoFaults } from '../src/accessible.ts';
import { register } from '../src/accounts.ts';
import { addFromList, fillCard, fillDelivery, pay } from '../src/buying.ts';
import { expect, newShopper, test } from '../src/shop.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    for (const path of ['/', '/products', '/sign-in', '/register', '/orders', '/cart', '/no-such-page']) {
      test(`${path} has no accessibility fault that a machine can find`, async ({ page, allowConsole }) => {
        allowConsole((message) => path === '/no-such-page' && message.text().includes('404'));
        await page.goto(path);
        await expectNoFaults(page);
      });
    }

    test('neither have a product, a full cart, the checkout, an order and the account', async ({ page }) => {
      await register(page, newShopper());
      await page.goto('/products');
      await page.getByTestId('product-card').first().getByRole('heading').getByRole('link').click();
      await page.waitForURL(/\/products\/.+/);
      await expectNoFaults(page);
      await page.goto('/products');
      await addFromList(page, 11);
      await expect(page.getByTestId('cart-count').first()).not.toHaveText('0');
      await page.goto('/cart');
      await expectNoFaults(page);
      await page.goto('/checkout');
      await expectNoFaults(page);
      await fillDelivery(page);
      await fillCard(page);
      await pay(page);
      await expectNoFaults(page);
      await page.goto('/account');
      await expectNoFaults(page);
    });
  });
}
