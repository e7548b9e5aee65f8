import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shellIsBuilt } from './built-shell.ts';
import { eventually } from './eventually.ts';
import { containerOf } from './stand-in-releases.ts';
import { openStandInShop, type StandInShop } from './stand-in-shop.ts';

const QUARANTINE_MS = 1500;
let shop: StandInShop;
const release = async (cookie?: string) => (await shop.visit(cookie)).page.remotes.catalog?.release;
const becomes = (version: string) => eventually(async () => expect(await release()).toBe(version));
const report = async () => {
  const { remotes } = await (await shop.get('/dev/remotes.json')).json();
  return remotes.find(({ name }: { name: string }) => name === 'catalog');
};

describe.skipIf(!shellIsBuilt)('The built shell (npm run build -w shell), choosing releases', () => {
  beforeAll(async () => {
    shop = await openStandInShop();
    await shop.start({ QUARANTINE_FAILURES: '3', QUARANTINE_MS: String(QUARANTINE_MS), DEV_TOOLS: 'on' });
    await becomes('1.0.0');
  });
  afterAll(() => shop.close());

  test('When a new release is published and nobody visits, then it is loaded all the same', async () => {
    shop.releases.publish('catalog', '1.1.0');
    await eventually(async () => {
      const { workers } = await report();
      expect(workers.map(({ version }: { version: string }) => version)).toContain('1.1.0');
    });
    expect(await release()).toBe('1.1.0');
  });

  test('When a tab navigates, then it keeps the release that it runs; a new page has the new one', async () => {
    shop.releases.publish('catalog', '1.2.0');
    await becomes('1.2.0');
    const html = await (await shop.get('/')).text();
    const [, build = ''] = /"buildId":"([^"]+)"/.exec(html) ?? [];
    const navigate = async (pins: string) => {
      const headers = { 'x-nextjs-data': '1', cookie: `tessera_page=${encodeURIComponent(pins)}` };
      const data = await (await shop.get(`/_next/data/${build}/index.json`, headers)).json();
      return data.pageProps.page.remotes.catalog.release;
    };
    expect(await navigate('catalog@1.1.0,orders@1.0.0')).toBe('1.1.0');
    expect(await navigate('catalog@6.6.6')).toBe('1.2.0');
    expect(await release('tessera_page=catalog%401.1.0')).toBe('1.2.0');
  });

  test('When there is a canary, then its weight counts, and a shopper stays where they are', async () => {
    shop.releases.canary('catalog', '2.0.0', 30);
    await eventually(async () => {
      const first = await shop.visit();
      expect(first.headers.get('set-cookie')).toMatch(/^tessera_bucket=/);
    });
    await eventually(async () => expect((await report()).workers).toHaveLength(4));
    const shoppers = Array.from({ length: 100 }, (_, index) => `tessera_bucket=shopper${index}`);
    const visits = async () => {
      const versions: (string | undefined)[] = [];
      for (const shopper of shoppers) versions.push(await release(shopper));
      return versions;
    };
    const first = await visits();
    const inCanary = first.filter((version) => version === '2.0.0').length;
    expect(inCanary).toBeGreaterThan(15);
    expect(inCanary).toBeLessThan(45);
    expect(await visits()).toEqual(first);
  });

  test('When a release fails again and again, then it is set aside, and comes back once it works', async () => {
    const sick = `if (Date.now() < ${Date.now() + QUARANTINE_MS + 1000}) throw new Error('sick'); return { html: '<p>' + fragment + ' is here</p>' };`;
    shop.releases.publish('catalog', '3.0.0', containerOf('catalog', sick));
    await becomes('3.0.0');
    await becomes('1.2.0');
    expect(await shop.visit()).toMatchObject({ featured: 'there' });
    const { setAside, faults } = await report();
    expect(setAside).toMatchObject([{ version: '3.0.0', times: 1 }]);
    expect(faults[0]).toMatchObject({
      version: '3.0.0',
      fragment: 'featured-products',
      reason: 'threw',
      error: 'sick',
    });
    const metrics = await (await shop.get('/metrics')).text();
    expect(metrics).toContain('tessera_remote_set_aside{remote="catalog",release="3.0.0",service="shell"} 1');
    expect(metrics).toMatch(/tessera_remote_failures_total{remote="catalog",release="3.0.0",reason="threw",.*} 3/);
    expect(metrics).toMatch(/tessera_fragment_render_seconds_count{[^}]*outcome="rendered"[^}]*} \d+/);
    expect(metrics).toMatch(/tessera_render_workers{.*} \d/);
    await becomes('3.0.0');
    await eventually(async () => {
      await shop.visit();
      expect((await report()).setAside).toEqual([]);
    });
    for (let visit = 0; visit < 5; visit++) expect(await release()).toBe('3.0.0');
  });

  test('When a release says that its pages are broken, then its place has a fallback and the page is fine', async () => {
    shop.releases.publish(
      'catalog',
      '4.0.0',
      containerOf('catalog', 'return { html: "<p>x</p>", page: { status: 500 } }'),
    );
    await eventually(async () => expect(await shop.visit()).toMatchObject({ status: 200, featured: 'fallback' }));
    await becomes('3.0.0');
  });

  test('When props are not those that a release was built for, then developers see why', async () => {
    const props = { type: 'object', properties: { limit: { type: 'integer', maximum: 4 } } };
    shop.releases.publish('catalog', '5.0.0', undefined, { fragments: { 'featured-products': { props } } });
    await becomes('5.0.0');
    const { page, featured } = await shop.visit();
    expect(featured).toBe('fallback');
    expect(page.slots.m1).toMatchObject({ outcome: 'failed', fault: expect.stringContaining('limit') });
    const preview = await (await shop.get('/dev/fragments/catalog/featured-products?props={"limit":3}&count=2')).text();
    expect(preview.split('featured-products is here')).toHaveLength(3);
    expect((await shop.get('/dev/fragments/catalog/featured-products?props={')).status).toBe(400);
  });

  test('When someone looks at /dev/remotes, then it says it all', async () => {
    const html = await (await shop.get('/dev/remotes')).text();
    for (const text of ['catalog', '5.0.0', 'canary', 'Render workers']) expect(html).toContain(text);
  });
});
