import type { Browser, Page } from '@playwright/test';
import { expectNoFaults } from '../src/accessible.ts';
import { signIn } from '../src/accounts.ts';
import { addFromList, expectStatus, fillCard, fillDelivery, pay } from '../src/buying.ts';
import { expect, newShopper, test } from '../src/shop.ts';

async function buyAsGuest(page: Page, email: string): Promise<string> {
  await page.goto('/products');
  await addFromList(page, 2);
  await expect(page.getByTestId('cart-count').first()).toHaveText('1');
  await page.goto('/checkout');
  await fillDelivery(page, email);
  await fillCard(page);
  return pay(page);
}

/** The path that the newest mail to a guest leads to. */
async function linkInMail(page: Page, email: string): Promise<string> {
  let link = '';
  await expect(async () => {
    const answer = await page.request.get(`/dev/mailbox.json?to=${encodeURIComponent(email)}`);
    const { items } = await answer.json();
    link = /https?:\/\/[^/\s]+(\/orders\/\S+access=\S+)/.exec(items[0]?.text ?? '')?.[1] ?? '';
    expect(link).toContain('/orders/');
  }).toPass({ timeout: 15_000 });
  return link;
}

const elsewhere = async (browser: Browser, javaScriptEnabled = true) =>
  (await browser.newContext({ javaScriptEnabled })).newPage();

test('a shopper who changes their mind cancels, and the money comes back', async ({ page }) => {
  await buyAsGuest(page, newShopper().email);
  await page.getByText('Cancel this order').click();
  await page.getByRole('button', { name: 'Yes, cancel the order' }).click();
  await expectStatus(page, 'Refunded');
  await expect(page.getByTestId('refunded')).toContainText('given back');
});

test('a guest opens the order by the link of the mail on another device; nobody else can', async ({
  page,
  browser,
}) => {
  const { email } = newShopper();
  const id = await buyAsGuest(page, email);
  const link = await linkInMail(page, email);
  for (const javaScript of [true, false]) {
    const other = await elsewhere(browser, javaScript);
    await other.goto(link);
    expect(new URL(other.url()).pathname + new URL(other.url()).search).toBe(`/orders/${id}`);
    await expect(other.getByTestId('order-id')).toHaveText(id);
    await other.reload();
    await expect(other.getByTestId('order-id')).toHaveText(id);
    await other.context().close();
  }
  const stranger = await elsewhere(browser);
  expect((await stranger.goto(`/orders/${id}`))?.status()).toBe(404);
  expect((await stranger.goto(link.replace(/.$/, '')))?.status()).toBe(404);
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('We can’t find this order');
  await stranger.context().close();
});

test('what a guest sends back brings its money, once somebody has seen it', async ({ page, browser }) => {
  test.slow();
  const { email } = newShopper();
  await buyAsGuest(page, email);
  await expectStatus(page, 'Delivered');
  const number = ((await page.getByRole('heading', { level: 1 }).innerText()).split(' ').at(-1) ?? '').trim();
  const device = await elsewhere(browser, false);
  await device.goto(await linkInMail(page, email));
  await device.getByText('Send something back').click();
  await device.locator('select[name="lines.0.quantity"]').selectOption('1');
  await device.getByLabel('Why does it go back?').fill('It does not fit on my shelf');
  await device.getByRole('button', { name: 'Ask to send it back' }).click();
  await expect(device.getByTestId('return')).toContainText('We are waiting for it');
  await page.reload();
  await expectNoFaults(page);

  const admin = await elsewhere(browser);
  await signIn(admin, { email: 'admin@tessera.test', password: 'tessera-demo' });
  await admin.goto('/admin/orders');
  await admin.getByLabel('Order number').fill(number);
  await admin.getByRole('button', { name: 'Find it' }).click();
  await admin.getByText('Give money back').click();
  await expectNoFaults(admin);
  await admin.getByRole('button', { name: 'It is here' }).click();
  await expect(admin.getByRole('button', { name: 'It is here' })).toHaveCount(0);

  await expect(async () => {
    await device.reload();
    await expect(device.getByTestId('order-status').first()).toHaveText('Refunded', { timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await expect(device.getByTestId('return')).toContainText('Arrived');
  for (const used of [device, admin]) await used.context().close();
});

test('those who are no admin find nothing to manage', async ({ page, allowConsole }) => {
  allowConsole((message) => message.text().includes('404'));
  await page.goto('/admin/orders');
  await expect(page).toHaveURL(/\/sign-in\?returnTo=%2Fadmin%2Forders/);
  await signIn(page, { email: 'shopper@tessera.test', password: 'tessera-demo' });
  expect((await page.goto('/admin/orders'))?.status()).toBe(404);
});
