import { signOverride } from '@tessera/contracts/remote/override';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shellIsBuilt } from './built-shell.ts';
import { eventually } from './eventually.ts';
import { startStandInOrigin } from './stand-in-origin.ts';
import { containerOf, createStandInReleases } from './stand-in-releases.ts';
import { openStandInShop, type StandInShop } from './stand-in-shop.ts';

const laptopSays = (word: string) => containerOf('catalog', `return { html: '<p>${word}</p>' }`);

let shop: StandInShop;
let laptop: Awaited<ReturnType<typeof startStandInOrigin>>;
const laptopReleases = createStandInReleases();
/** The cookie that `?remote=` leaves behind. */
const ask = async (...overrides: string[]) => {
  const query = overrides.map((override) => `remote=${encodeURIComponent(override)}`).join('&');
  const response = await shop.get(`/?sort=price&${query}`);
  expect(response).toMatchObject({ status: 303 });
  expect(response.headers.get('location')).toBe('/?sort=price');
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
};
const home = async (cookie: string) => (await shop.get('/', { cookie })).text();

describe.skipIf(!shellIsBuilt)('The built shell (npm run build -w shell), with overrides', () => {
  beforeAll(async () => {
    laptop = await startStandInOrigin(laptopReleases.folder);
    laptopReleases.publish('catalog', '1.0.0-dev', laptopSays('from the laptop'));
    shop = await openStandInShop();
    await shop.start({ REMOTE_OVERRIDES: 'open' });
    await eventually(async () => expect(await shop.visit()).toMatchObject({ featured: 'there' }));
  });
  afterAll(async () => {
    await shop.close();
    laptop.close();
    laptopReleases.remove();
  });

  test('When a browser asks for a remote of a laptop, then it alone gets it, on both sides', async () => {
    const cookie = await ask(`catalog@${laptop.url}`);
    const { page, headers } = await shop.visit(cookie);
    expect(await home(cookie)).toContain('from the laptop');
    expect(page.remotes.catalog).toMatchObject({
      release: '1.0.0-dev',
      entry: `${laptop.url}/remotes/catalog/1.0.0-dev/entry.js`,
      override: { target: laptop.url },
    });
    expect(headers.get('content-security-policy')).toContain(`connect-src 'self' ${laptop.url}`);
    const other = await shop.visit();
    expect(other).toMatchObject({ featured: 'there' });
    expect(other.headers.get('content-security-policy')).not.toContain(laptop.url);
  });

  test('When the laptop builds anew, then the next page has it', async () => {
    const cookie = await ask(`catalog@${laptop.url}`);
    laptopReleases.publish('catalog', '1.0.0-dev', laptopSays('built anew'));
    await eventually(async () => expect(await home(cookie)).toContain('built anew'));
  });

  test.each([
    ['does not listen', () => 'http://127.0.0.1:1', /can’t be read/],
    ['has no such path', () => `${laptop.url}/faults/nonsense`, /404/],
  ])('When an origin %s, then there is a fallback with its reason', async (_, target, why) => {
    const cookie = await ask(`catalog@${target()}`);
    const { page, featured, ms } = await shop.visit(cookie);
    expect(featured).toBe('fallback');
    expect(page.overrides).toEqual([{ remote: 'catalog', target: target(), error: expect.stringMatching(why) }]);
    expect(ms).toBeLessThan(1000);
  });

  test('When an origin does not answer, then the page does not wait for it, and gets it once it does', async () => {
    const cookie = await ask(`catalog@${laptop.url}`);
    laptop.silent = true;
    await new Promise((resolve) => setTimeout(resolve, 600));
    const { status, featured, cart, ms } = await shop.visit(cookie);
    expect({ status, featured, cart }).toEqual({ status: 200, featured: 'fallback', cart: 'there' });
    expect(ms).toBeLessThan(1000);
    laptop.silent = false;
    await eventually(async () => expect(await home(cookie)).toContain('built anew'));
  });

  test('When an override runs away, then its browser has fallbacks and all others nothing of it', async () => {
    laptopReleases.publish('catalog', '1.0.1-dev', containerOf('catalog', 'for (;;);'));
    const cookie = await ask(`catalog@${laptop.url}`);
    await eventually(async () => expect(await shop.visit(cookie)).toMatchObject({ featured: 'fallback' }));
    expect(await shop.visit()).toMatchObject({ featured: 'there' });
  });

  test('When it is taken back, then the stable release is there again', async () => {
    const cookie = await ask('catalog@1.0.0', `orders@${laptop.url}`);
    expect((await shop.visit(cookie)).page.remotes.catalog?.override).toEqual({ target: '1.0.0' });
    const response = await shop.get('/?remote=catalog&remote=orders', { cookie });
    expect(response.headers.getSetCookie()[0]).toContain('Max-Age=0');
  });

  test('When another host is asked for, then the answer is 400 and says what is allowed', async () => {
    const response = await shop.get('/?remote=catalog@https://evil.example', { accept: 'text/html' });
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/Only origins on this machine/);
    const problem = await shop.get('/?remote=catalog@nonsense');
    expect(await problem.json()).toMatchObject({ status: 400, code: 'override-refused' });
  });

  test('When developer tools are off, then their pages are not there', async () => {
    for (const path of ['/dev/remotes', '/dev/remotes.json', '/dev/fragments/catalog/featured-products'])
      expect((await shop.get(path)).status).toBe(404);
  });
});

describe.skipIf(!shellIsBuilt)('The built shell, with signed overrides', () => {
  const secret = 'a secret of more than 32 characters';
  beforeAll(async () => {
    shop = await openStandInShop();
    await shop.start({ REMOTE_OVERRIDES: 'signed', REMOTE_OVERRIDES_SECRET: secret });
  });
  afterAll(() => shop.close());

  test('When an override is signed, then it counts; when not, then it is refused', async () => {
    const override = signOverride({ remote: 'catalog', target: '1.0.0' }, secret, new Date(Date.now() + 60_000));
    const cookie = await ask(`catalog@1.0.0~${override.signature}`);
    await eventually(async () =>
      expect((await shop.visit(cookie)).page.remotes.catalog?.override).toEqual({ target: '1.0.0' }),
    );
    expect((await shop.get('/?remote=catalog@1.0.0')).status).toBe(400);
    const forged = await shop.visit('tessera_overrides=catalog%401.0.0');
    expect(forged.page.remotes.catalog?.override).toBeUndefined();
  });
});
