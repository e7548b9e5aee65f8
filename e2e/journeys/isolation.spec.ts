import { scopedStyles } from '@tessera/remote-kit/scoped-styles';
import postcss from 'postcss';
import { createProbe } from '../src/probe-remote.ts';
import { expect, test, untilLive } from '../src/shop.ts';

test.skip(!!process.env.E2E_BASE_URL, 'These publish into the folder of a shop that is started here');

const RED = 'rgb(255, 0, 0)';

test('a remote’s `*` and a clashing class change nothing outside of its fragments', async ({ page, request }) => {
  const probe = createProbe();
  const css = '* { color: red !important } .shell-header, .t-button { display: none }';
  probe.publish({ version: '1.0.0', css: postcss([scopedStyles(probe.name)]).process(css).css });
  await expect.poll(async () => (await request.get(probe.path)).text()).toContain(`data-release="1.0.0"`);
  await page.goto(probe.path);
  await untilLive(page, 'orders/mini-cart');

  await expect(page.locator(`.${probe.name}-text`)).toHaveCSS('color', RED);
  await expect(page.getByRole('banner')).toBeVisible();
  const red = await page.evaluate(
    ([remote, colour]) =>
      [...document.querySelectorAll('body *')].filter(
        (element) => !element.closest(`[data-remote="${remote}"]`) && getComputedStyle(element).color === colour,
      ).length,
    [probe.name, RED] as const,
  );
  expect(red, 'red elements elsewhere').toBe(0);
});

test('no script runs without the page’s nonce, and nothing evaluates strings', async ({ page, allowConsole }) => {
  allowConsole((message) => /Content Security Policy/.test(message.text()));
  await page.goto('/products');
  await untilLive(page, 'catalog/product-list');
  await page.evaluate(() => {
    const ran: string[] = [];
    Object.assign(window, { ran });
    // As markup that was injected would: what a trusted script creates is trusted.
    document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="ran.push(\'handler\')">');
    // Later, because the browser lets a debugger evaluate what the page may not.
    setTimeout(() => {
      try {
        window.eval('ran.push("eval")');
      } catch {
        ran.push('eval refused');
      }
    });
  });
  await expect.poll(() => page.evaluate(() => (window as unknown as { ran: string[] }).ran)).toEqual(['eval refused']);
});

test('every script of the page says what it must hash to', async ({ page }) => {
  await page.goto('/products');
  await untilLive(page, 'catalog/product-list');
  const without = await page
    .locator('script[src]:not([integrity^="sha384-"])')
    .evaluateAll((scripts) => scripts.map((script) => (script as HTMLScriptElement).src));
  expect(without).toEqual([]);
});
