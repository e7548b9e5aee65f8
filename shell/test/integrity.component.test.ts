import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shellIsBuilt } from './built-shell.ts';
import { openStandInShop, type StandInShop } from './stand-in-shop.ts';

const sha384 = (content: ArrayBuffer) => `sha384-${createHash('sha384').update(Buffer.from(content)).digest('base64')}`;
/** By path, of the scripts and stylesheets in the markup that are the shell's own. */
const heldIn = (html: string) =>
  [...html.matchAll(/<(?:script|link)\b[^>]*>/g)].flatMap(([tag]) => {
    const path = /(?:src|href)="(\/_next\/[^"]+\.(?:js|css))"/.exec(tag)?.[1];
    return path ? [{ path, integrity: /integrity="([^"]+)"/.exec(tag)?.[1] }] : [];
  });
/** By path, of the scripts that may come later. */
const laterIn = (html: string): Record<string, string> =>
  JSON.parse(/<script id="integrity" type="application\/json">([^<]*)</.exec(html)?.[1] ?? '{}');

let shop: StandInShop;

describe.skipIf(!shellIsBuilt)('The built shell (npm run build -w shell)', () => {
  beforeAll(async () => {
    shop = await openStandInShop();
    await shop.start();
  });
  afterAll(() => shop.close());

  test.each([
    ['a page', '/', 200],
    ['the page for what is not there, made at build time', '/_next/gone', 404],
  ])('When %s arrives, then each file of it is what its hash says', async (_, path, status) => {
    const response = await shop.get(path);
    const html = await response.text();
    expect(response.status).toBe(status);

    const now = heldIn(html);
    expect(now.length).toBeGreaterThan(6);
    const later = Object.entries(laterIn(html)).map(([path, integrity]) => ({ path, integrity }));
    for (const { path, integrity } of [...now, ...later]) {
      expect(`${path} ${sha384(await (await shop.get(path)).arrayBuffer())}`).toBe(`${path} ${integrity}`);
    }
  });

  test('When scripts come later, then webpack and Next’s router hold them to the document’s hashes', async () => {
    const html = await (await shop.get('/')).text();
    const later = Object.keys(laterIn(html));
    const scripts = heldIn(html).map(({ path }) => path);
    const read = async (name: RegExp) =>
      (await shop.get(scripts.find((path) => name.test(path)) ?? '/_next/missing')).text();

    expect(later.filter((path) => path.includes('/pages/sign-in-'))).toHaveLength(1);
    expect(later.some((path) => /chunks\/\d+\./.test(path))).toBe(true);
    expect(await read(/chunks\/webpack-/)).toContain('.integrity=JSON.parse(');
    expect(await read(/chunks\/main-/)).toContain('.integrity=JSON.parse(');
  });
});
