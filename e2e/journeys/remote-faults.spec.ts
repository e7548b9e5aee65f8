import { expect, test, untilLive } from '../src/shop.ts';

test.skip(!!process.env.E2E_BASE_URL, 'Faults can only be switched on in a development shop');

/** The catalog as the fault mirror serves it, for this browser only. */
const brokenCatalog = (baseURL: string | undefined, kind: string) => `remote=catalog@${baseURL}/faults/${kind}`;

const ON_THE_SERVER = [
  'dead',
  'slow',
  'hanging',
  'looping',
  'throwing',
  'throwing-at-load',
  'crashing',
  'wrong-status',
  'tampered',
  'wrong-contract',
];

for (const kind of ON_THE_SERVER) {
  test(`while the catalog is ${kind}, its place has a fallback, everything else works, and it comes back`, async ({
    page,
    baseURL,
    allowConsole,
  }) => {
    allowConsole((message) => /Failed to load resource|could not be brought to life|integrity/.test(message.text()));
    const response = await page.goto(`/products?${brokenCatalog(baseURL, kind)}`, { waitUntil: 'domcontentloaded' });
    expect(response?.status()).toBe(200);
    // As the server sent it: what was only late is rendered by the browser.
    const html = await response?.text();
    expect(html).toMatch(/data-fragment="product-list"[^>]*data-fallback="(failed|late)"/);
    expect(html).not.toContain('data-testid="product-card"');

    await untilLive(page, 'orders/mini-cart');
    await page.goto('/cart', { waitUntil: 'domcontentloaded' });
    await untilLive(page, 'orders/cart');

    await page.goto('/products?remote=catalog');
    await untilLive(page, 'catalog/product-list');
    await expect(page.getByTestId('product-card').first()).toBeVisible();
  });
}

test('while the catalog leaks on the server, only the catalog suffers, and it comes back', async ({
  page,
  baseURL,
  allowConsole,
}) => {
  test.setTimeout(90_000);
  allowConsole((message) => /Failed to load resource|could not be brought to life/.test(message.text()));
  await page.goto(`/products?${brokenCatalog(baseURL, 'leaking')}`, { waitUntil: 'domcontentloaded' });
  let fallbacks = 0;
  for (let visit = 0; visit < 40 && fallbacks === 0; visit++) {
    const response = await page.request.get('/products');
    expect(response.status()).toBe(200);
    const html = await response.text();
    expect(html).toContain('data-fragment="mini-cart"');
    if (/data-fragment="product-list"[^>]*data-fallback/.test(html)) fallbacks++;
  }
  expect(fallbacks, 'the leak was stopped').toBe(1);
  await expect
    .poll(async () => (await (await page.request.get('/products')).text()).includes('data-fallback'))
    .toBe(false);

  await page.goto('/products?remote=catalog');
  await untilLive(page, 'catalog/product-list');
});

test('while a chunk of the catalog is missing, the server’s HTML stays and links work', async ({
  page,
  baseURL,
  allowConsole,
}) => {
  allowConsole((message) => /Failed to load resource|could not be brought to life|error/i.test(message.text()));
  await page.goto(`/products?${brokenCatalog(baseURL, 'missing-chunk')}`, { waitUntil: 'domcontentloaded' });
  await untilLive(page, 'orders/mini-cart');
  const card = page.getByTestId('product-card').first();
  const name = await card.getByRole('heading').innerText();
  await card.getByRole('link', { name }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(page.locator('mfe-slot[data-remote="catalog"][data-mounted]')).toHaveCount(0);
});
