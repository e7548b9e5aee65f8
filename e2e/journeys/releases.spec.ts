import type { APIRequestContext, Page } from '@playwright/test';
import { createProbe } from '../src/probe-remote.ts';
import { expect, test } from '../src/shop.ts';

test.skip(!!process.env.E2E_BASE_URL, 'These publish into the folder of a shop that is started here');

/** Release of each instance of the probe on a page, as the server rendered it. */
async function releasesOn(request: APIRequestContext, path: string): Promise<string[]> {
  const response = await request.get(path);
  expect(response.status()).toBe(200);
  return [...(await response.text()).matchAll(/data-remote="probe[^"]*"[^>]*data-release="([^"]+)"/g)].map(
    ([, release]) => release as string,
  );
}
const shown = (page: Page, name: string) => page.locator(`mfe-slot[data-remote="${name}"]`);

test('a new release is seen by server and browser within seconds, and a roll-back too', async ({ page, request }) => {
  const probe = createProbe();
  probe.publish({ version: '1.0.0' });
  await expect.poll(() => releasesOn(request, probe.path)).toEqual(['1.0.0']);

  probe.publish({ version: '1.1.0' });
  await expect.poll(() => releasesOn(request, probe.path)).toEqual(['1.1.0']);
  await page.goto(probe.path);
  await expect(shown(page, probe.name)).toHaveAttribute('data-browser-release', '1.1.0');
  await expect(shown(page, probe.name)).toHaveAttribute('data-mounted', 'hydrated');

  probe.rollBack();
  await expect.poll(() => releasesOn(request, probe.path)).toEqual(['1.0.0']);
});

test('a session keeps the release that it loaded until it loads a page in full', async ({ page, request }) => {
  const probe = createProbe();
  probe.publish({ version: '1.0.0' });
  await expect.poll(() => releasesOn(request, probe.path)).toEqual(['1.0.0']);
  await page.goto(probe.path);
  await expect(shown(page, probe.name)).toHaveAttribute('data-browser-release', '1.0.0');

  probe.publish({ version: '1.1.0' });
  await expect.poll(() => releasesOn(request, probe.path)).toEqual(['1.1.0']);
  let loads = 0;
  page.on('domcontentloaded', () => loads++);
  await page
    .getByRole('link', { name: /tessera/i })
    .first()
    .click();
  await expect(page).toHaveURL(/\/$/);
  await page.goBack();
  await expect(shown(page, probe.name)).toHaveAttribute('data-browser-release', '1.0.0');
  await expect(shown(page, probe.name)).toContainText('1.0.0');
  expect(loads, 'full loads').toBe(0);

  await page.reload();
  await expect(shown(page, probe.name)).toHaveAttribute('data-browser-release', '1.1.0');
});

test('a canary gets its share of shoppers, and each keeps what it got', async ({ playwright, request, baseURL }) => {
  const probe = createProbe();
  probe.publish({ version: '1.0.0' });
  probe.publishCanary({ version: '1.1.0' }, 30);
  // Both have been loaded: until then the one stands in for the other.
  await expect.poll(() => liveReleases(request, probe.name)).toEqual(['1.0.0', '1.1.0']);

  const shoppers = 120;
  const releases = await shares(playwright.request, baseURL as string, probe.path, shoppers);
  const share = (releases.get('1.1.0') ?? 0) / shoppers;
  // Six standard deviations to each side.
  expect(share).toBeGreaterThan(0.05);
  expect(share).toBeLessThan(0.55);

  probe.promote();
  await expect.poll(() => releasesOn(request, probe.path)).toEqual(['1.1.0']);
});

/** Releases of a remote that the shell can render at once. */
async function liveReleases(request: APIRequestContext, name: string): Promise<string[]> {
  const { remotes } = await (await request.get('/dev/remotes.json')).json();
  const remote = remotes.find((each: { name: string }) => each.name === name);
  return (remote?.workers ?? []).map(({ version }: { version: string }) => version).sort();
}

/** How many of so many new shoppers get which release; each asks twice and must get the same. */
async function shares(
  requests: { newContext(options: { baseURL: string }): Promise<APIRequestContext> },
  baseURL: string,
  path: string,
  shoppers: number,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (let shopper = 0; shopper < shoppers; shopper++) {
    const context = await requests.newContext({ baseURL });
    const [first = ''] = await releasesOn(context, path);
    expect(await releasesOn(context, path)).toEqual([first]);
    counts.set(first, (counts.get(first) ?? 0) + 1);
    await context.dispose();
  }
  return counts;
}

test('a release that fails again and again is put aside for the last good one, and the developers’ page says so', async ({
  page,
  request,
}) => {
  const probe = createProbe();
  probe.publish({ version: '1.0.0' });
  await expect.poll(() => releasesOn(request, probe.path)).toEqual(['1.0.0']);
  probe.publish({ version: '1.1.0', render: 'throw new Error("This release is broken")' });
  await expect.poll(() => releasesOn(request, probe.path)).toEqual(['1.1.0']);

  await expect.poll(() => releasesOn(request, probe.path)).toEqual(['1.0.0']);

  await page.goto('/dev/remotes');
  const section = page.locator('section', { hasText: probe.name });
  await expect(section).toContainText('This release is broken');
  await expect(section).toContainText('set aside');
});

test('one browser gets one remote from another origin, on both sides, and a ribbon says so', async ({
  page,
  request,
}) => {
  const probe = createProbe();
  probe.publish({ version: '1.0.0' });
  await expect.poll(() => releasesOn(request, probe.path)).toEqual(['1.0.0']);
  const laptop = await probe.serve({ version: '1.1.0-branch' });
  try {
    await page.goto(`${probe.path}?remote=${probe.name}@${laptop.origin}`);
    await expect(page).toHaveURL(new RegExp(`${probe.path}$`));
    await expect(shown(page, probe.name)).toHaveAttribute('data-release', '1.1.0-branch');
    await expect(shown(page, probe.name)).toHaveAttribute('data-browser-release', '1.1.0-branch');
    await expect(shown(page, probe.name)).toHaveAttribute('data-mounted', 'hydrated');
    const ribbon = page.getByRole('complementary', { name: 'Overrides' });
    await expect(ribbon).toContainText(laptop.origin);

    expect(await releasesOn(request, probe.path), 'for everybody else').toEqual(['1.0.0']);

    await ribbon.getByRole('link', { name: /take back/i }).click();
    await expect(shown(page, probe.name)).toHaveAttribute('data-release', '1.0.0');
    await expect(ribbon).toHaveCount(0);
  } finally {
    laptop.close();
  }
});

test('several instances of one fragment live side by side on the server’s nodes', async ({ page, request }) => {
  const probe = createProbe();
  probe.publish({ version: '1.0.0' });
  await expect.poll(() => releasesOn(request, `${probe.path}?count=3`)).toEqual(['1.0.0', '1.0.0', '1.0.0']);
  await page.goto(`${probe.path}?count=3`);
  const instances = shown(page, probe.name);
  for (const index of [0, 1, 2]) {
    await instances.nth(index).scrollIntoViewIfNeeded();
    await expect(instances.nth(index)).toHaveAttribute('data-mounted', 'hydrated');
  }

  await instances.nth(1).getByRole('button').click({ clickCount: 2 });

  await expect(page.getByRole('button', { name: /^Count/ })).toHaveText(['Count', 'Count 2', 'Count']);
});
