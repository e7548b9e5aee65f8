import type { Page } from '@playwright/test';
import type { Shopper } from './shop.ts';
import { expect } from './shop.ts';

export async function register(page: Page, shopper: Shopper): Promise<void> {
  await page.goto('/register');
  await page.getByLabel('Name').fill(shopper.name);
  await page.getByLabel('E-mail').fill(shopper.email);
  await page.getByLabel('Password').fill(shopper.password);
  await page.getByRole('button', { name: 'Open my account' }).click();
  await page.waitForURL((url) => url.pathname !== '/register');
}

export async function signIn(page: Page, { email, password }: Pick<Shopper, 'email' | 'password'>): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByTestId('sign-in-submit').click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).filter({ visible: true }).first().click();
  await expect(page.getByRole('link', { name: 'Sign in' }).filter({ visible: true }).first()).toBeVisible();
}
