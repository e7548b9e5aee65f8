import { test as base, type ConsoleMessage, expect, type Page } from '@playwright/test';

export { expect };

export const CARDS = {
  pays: '4242 4242 4242 4242',
  declines: '4000 0000 0000 0002',
  secondStep: '4000 0025 0000 3155',
} as const;

export const ADDRESS = {
  name: 'Robin Example',
  line1: '12 Harbour Street',
  postalCode: 'D02 XY45',
  city: 'Dublin',
  country: 'IE',
};

/** A shopper nobody else is: tests never share an account. */
export function newShopper() {
  const unique = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  return { name: `Sam ${unique}`, email: `sam-${unique}@example.com`, password: 'correct horse battery' };
}
export type Shopper = ReturnType<typeof newShopper>;

/** Messages that a test expects, because it asks for a page that does not exist or breaks something on purpose. */
type AllowedMessage = (message: ConsoleMessage) => boolean;

/** Every test fails when the console says anything at all, or a script throws. */
export const test = base.extend<{ allowConsole: (allowed: AllowedMessage) => void }>({
  allowConsole: [
    async ({ page }, use) => {
      const allowed: AllowedMessage[] = [];
      const seen: string[] = [];
      page.on('console', (message) => {
        if (!allowed.some((allows) => allows(message))) seen.push(`${message.type()}: ${message.text()}`);
      });
      page.on('pageerror', (error) => seen.push(`uncaught: ${error.message}`));
      await use((allows) => allowed.push(allows));
      // A request that a test still answers itself must not outlive the test.
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      expect(seen, 'the console stays silent').toEqual([]);
    },
    { auto: true },
  ],
});

/** Waits until every fragment with an eager policy is live; the others wait for their interaction. */
export async function untilLive(page: Page, name: string): Promise<void> {
  await expect(page.locator(`mfe-slot[name="${name}"]`).first()).toHaveAttribute('data-mounted', /hydrated|rendered/);
}
