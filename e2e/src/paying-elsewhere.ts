import type { Page } from '@playwright/test';
import { addFromList, expectStatus, fillDelivery } from './buying.ts';
import { expect, newShopper, test } from './shop.ts';

/** Each provider's page as its stand-in shows it. */
const PROVIDERS = {
  Stripe: { option: /by Stripe/, title: 'Stripe (stand-in)', pay: 'Pay', leave: 'Back to the shop' },
  PayPal: { option: /^PayPal/, title: 'PayPal (stand-in)', pay: 'Pay now', leave: 'Cancel and go back' },
} as const;
type Provider = keyof typeof PROVIDERS;

/** A guest puts something into the cart, chooses the provider at the checkout and is led to its page. */
async function goToProvider(page: Page, provider: Provider): Promise<void> {
  await page.goto('/products');
  await addFromList(page, 2);
  await expect(page.getByTestId('cart-count').first()).toHaveText('1');
  await page.goto('/checkout');
  await fillDelivery(page, newShopper().email);
  const option = page.getByRole('radio', { name: PROVIDERS[provider].option });
  test.skip((await option.count()) === 0, `the shop at E2E_BASE_URL does not offer ${provider}`);
  await option.check();
  await page.getByTestId('checkout-submit').click();
  await expect(page.getByRole('heading', { name: PROVIDERS[provider].title })).toBeVisible();
}

const isOrder = /localhost:\d+\/orders\/[0-9a-f-]{36}/;

export async function payAt(page: Page, provider: Provider): Promise<void> {
  await goToProvider(page, provider);
  await page.getByRole('button', { name: PROVIDERS[provider].pay, exact: true }).click();
  await page.waitForURL(isOrder);
  await expectStatus(page, /Paid|Packed|Shipped/);
  // The news of the payment empties the cart, a moment after the page.
  await expect(async () => {
    await page.goto('/orders');
    await expect(page.getByTestId('cart-count').first()).toHaveText('0', { timeout: 1_000 });
  }).toPass({ timeout: 10_000 });
}

/** Comes back without having paid, goes to the provider once more, and calls the order off in the end. */
export async function changeMindAt(page: Page, provider: Provider): Promise<void> {
  const { title, leave } = PROVIDERS[provider];
  const leaveIt = page.getByRole('button', { name: leave }).or(page.getByRole('link', { name: leave }));
  await goToProvider(page, provider);
  await leaveIt.click();
  await page.waitForURL(isOrder);
  await expectStatus(page, 'Waiting for payment');
  await page.getByRole('link', { name: 'Go on with the payment' }).click();
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  await leaveIt.click();
  await page.waitForURL(isOrder);
  await page.getByText('Cancel this order').click();
  await page.getByRole('button', { name: 'Yes, cancel the order' }).click();
  await expectStatus(page, 'Cancelled');
}
