import type { Page } from '@playwright/test';
import { ADDRESS, CARDS, expect } from './shop.ts';

/** Puts one piece of the n-th available product of the list into the cart; answers its name. */
export async function addFromList(page: Page, nth = 0): Promise<string> {
  const card = page
    .getByTestId('product-card')
    .filter({ has: page.locator('[data-testid=add-to-cart]:enabled') })
    .nth(nth);
  const name = (await card.getByRole('heading').innerText()).trim();
  await card.getByTestId('add-to-cart').click();
  return name;
}

export async function fillDelivery(page: Page, email?: string): Promise<void> {
  if (email) await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Full name').fill(ADDRESS.name);
  await page.getByLabel('Street and number').fill(ADDRESS.line1);
  await page.getByLabel('Postal code').fill(ADDRESS.postalCode);
  await page.getByLabel('Town or city').fill(ADDRESS.city);
  await page.getByLabel('Country').selectOption(ADDRESS.country);
}

export async function fillCard(page: Page, number: string = CARDS.pays): Promise<void> {
  await page.getByLabel('Card number').fill(number);
  await page.getByLabel('Expiry date').fill('12/39');
  await page.getByLabel('Security code').fill('123');
}

/** Presses the button that pays and answers the id of the order that came of it. */
export async function pay(page: Page): Promise<string> {
  await page.getByTestId('checkout-submit').click();
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}/);
  return (await page.getByTestId('order-id').innerText()).trim();
}

export async function expectStatus(page: Page, status: string | RegExp): Promise<void> {
  await expect(page.getByTestId('order-status').first()).toHaveText(status, { timeout: 20_000 });
}
