import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shellIsBuilt } from './built-shell.ts';
import { eventually } from './eventually.ts';
import { containerOf, GOOD_RENDER } from './stand-in-releases.ts';
import { openStandInShop, type StandInShop } from './stand-in-shop.ts';

const WHOLE = { status: 200, own: 'there', featured: 'there', cart: 'there', badge: 'there' };
const WITHOUT_FEATURED = { ...WHOLE, featured: 'fallback' };

let shop: StandInShop;
/** Every page on the way is a good one, but for the catalog's place in it. */
const until = (expected: object) =>
  eventually(async () => {
    const page = await shop.visit();
    expect(page).toMatchObject({ ...WHOLE, featured: expect.any(String) });
    expect(page).toMatchObject(expected);
    expect(page.ms).toBeLessThan(1000);
  });
let patch = 0;
const nextVersion = () => `1.0.${++patch}`;

describe.skipIf(!shellIsBuilt)('The built shell (npm run build -w shell), while a remote runs away', () => {
  beforeAll(async () => {
    shop = await openStandInShop();
    // So that nothing but a good release ends it.
    await shop.start({ QUARANTINE_FAILURES: '1000', RENDER_WORKER_MB: '64' });
    await until(WHOLE);
  });
  afterAll(() => shop.close());

  test.each([
    ['is an endless loop', 'for (;;);'],
    ['ends its process', 'process.exit(1)'],
    ['throws where nobody catches', 'setTimeout(() => { throw new Error("later") }); await new Promise(() => {})'],
    ['fills its heap in one go', 'const all = []; for (;;) all.push(new Array(1000).fill(all.length));'],
    ['sends signals', 'process.kill(process.ppid, "SIGKILL")'],
  ])('When a render %s, then only its fragment has a fallback until a good release comes', async (_, render) => {
    shop.releases.publish('catalog', nextVersion(), containerOf('catalog', render));
    await until(WITHOUT_FEATURED);
    for (let time = 0; time < 3; time++) await shop.visit();

    shop.releases.publish('catalog', nextVersion());
    await until(WHOLE);
  });

  test.each([
    ['loads for ever', 'for (;;);'],
    ['ends its process as it is loaded', 'process.exit(0)'],
  ])('When a container %s, then the last good release serves', async (_, container) => {
    shop.releases.publish('catalog', nextVersion(), container);
    const end = Date.now() + 1500;
    while (Date.now() < end) expect(await shop.visit()).toMatchObject(WHOLE);
    shop.releases.publish('catalog', nextVersion());
    await until(WHOLE);
  });

  test('When each render keeps memory, then its process is ended and started again, and no page is lost', async () => {
    const leak = `globalThis.kept ??= []; kept.push(new Array(1e6).fill(kept.length)); ${GOOD_RENDER}`;
    const version = nextVersion();
    shop.releases.publish('catalog', version, containerOf('catalog', leak));
    await eventually(async () => expect((await shop.visit()).page.remotes.catalog?.release).toBe(version));
    const seen = new Set<string>();
    for (let visit = 0; visit < 60; visit++) {
      const page = await shop.visit();
      expect(page).toMatchObject({ ...WHOLE, featured: expect.any(String) });
      seen.add(page.featured);
    }
    expect(seen).toContain('there');
    shop.releases.publish('catalog', nextVersion());
    await until(WHOLE);
  });
});
