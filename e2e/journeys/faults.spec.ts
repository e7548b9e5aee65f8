import type { Page, Route } from '@playwright/test';
import { expect, test, untilLive } from '../src/shop.ts';

/** Each breaks a remote's container in this browser only. */
const faults: Record<string, (route: Route) => Promise<void>> = {
  blocked: (route) => route.abort(),
  tampered: async (route) => {
    // Not route.fetch(): its answer is disposed of with the page when the test ends meanwhile.
    const sent = await fetch(route.request().url());
    await route.fulfill({ contentType: 'text/javascript', body: `${await sent.text()}\n// evil` });
  },
  hanging: () => new Promise(() => {}),
};
const breakRemote = (page: Page, name: string, fault: keyof typeof faults) =>
  page.route(`**/remotes/${name}/**/remoteEntry.js`, faults[fault] as (route: Route) => Promise<void>);

const EXPECTED = /Failed to load resource|could not be brought to life|integrity/;

for (const fault of Object.keys(faults)) {
  test(`while a remote’s browser part is ${fault}, the server’s HTML stays, links work and others live`, async ({
    page,
    allowConsole,
  }) => {
    allowConsole((message) => EXPECTED.test(message.text()));
    await breakRemote(page, 'catalog', fault);
    await page.goto('/products', { waitUntil: 'domcontentloaded' });
    await untilLive(page, 'orders/mini-cart');
    await page.getByTestId('add-to-cart').and(page.locator(':enabled')).first().click();
    await expect(page.getByTestId('cart-count').first()).toHaveText('1');

    const card = page.getByTestId('product-card').first();
    const name = await card.getByRole('heading').innerText();
    await card.getByRole('link', { name }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
    await expect(page.locator('mfe-slot[data-remote="catalog"][data-mounted]')).toHaveCount(0);
  });

  test(`while a remote’s browser part is ${fault}, its forms are sent as without JavaScript`, async ({
    page,
    allowConsole,
  }) => {
    allowConsole((message) => EXPECTED.test(message.text()));
    await breakRemote(page, 'orders', fault);
    await page.goto('/products', { waitUntil: 'domcontentloaded' });
    await untilLive(page, 'catalog/product-list');
    await page.getByTestId('add-to-cart').and(page.locator(':enabled')).first().click();
    // The form came back to this page, which now knows.
    await expect(page.getByTestId('cart-count').first()).toHaveText('1', { timeout: 15_000 });

    await page.goto('/cart', { waitUntil: 'domcontentloaded' });
    await page
      .getByTestId('cart-line')
      .getByRole('button', { name: /remove/i })
      .click();
    await expect(page.getByTestId('cart-line')).toHaveCount(0, { timeout: 15_000 });
    await expect(page.locator('mfe-slot[data-remote="orders"][data-mounted]')).toHaveCount(0);
  });
}
