import { join } from 'node:path';
import { initialCart } from '@tessera/contracts/state/cart';
import { chromiumPath, countNodes, NO_CHROMIUM, openRemote, servedStates } from '@tessera/remote-kit/remote-in-browser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dev } from '../src/dev.ts';

const PAGE = '/__remote__';

describe.skipIf(!chromiumPath)(`The welcome in a real browser (skipped where ${NO_CHROMIUM})`, () => {
  let remote: Awaited<ReturnType<typeof openRemote>>;
  beforeAll(async () => {
    process.env.NODE_ENV = 'production';
    remote = await openRemote(join(import.meta.dirname, '..'));
  });
  afterAll(() => remote?.close());

  test('When the server answers, then everything to read is in its HTML', async () => {
    const html = await (await fetch(remote.url + PAGE)).text();
    expect(html).toMatch(/<h1[^>]*>__Remote__<\/h1>/);
    expect(html).toContain('href="/products/desk-cactus"');
  });

  test('When two of it come alive on one page, then every node of the server stays, ids are unique and the console is silent', async () => {
    const { page, messages } = await remote.open(PAGE);

    const mounted = await page.$$eval('mfe-slot', (all) => all.map((slot) => (slot as HTMLElement).dataset.mounted));
    expect(mounted).toEqual(['hydrated', 'hydrated']);
    const { kept, made } = await countNodes(page);
    expect(kept).toBeGreaterThan(30);
    expect(made).toBe(0);
    const ids = await page.$$eval('mfe-slot [id]', (all) => all.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    await page.getByRole('region', { name: 'Once more' }).waitFor();
    expect(messages).toEqual([]);
  });

  test.each(servedStates(dev.fragments))('When %s comes alive, then every node of the server stays', async (path) => {
    const { page, messages } = await remote.open(path);

    expect((await countNodes(page)).made).toBe(0);
    expect(messages).toEqual([]);
  });

  test('When a button is clicked, then it counts, and the one of the other instance does not', async () => {
    const { page, messages } = await remote.open(PAGE);
    const buttons = page.getByRole('button');

    await buttons.first().click();
    await buttons.first().click();

    await page.getByRole('button', { name: 'Clicked: 2' }).waitFor();
    expect(await buttons.allInnerTexts()).toEqual(['Clicked: 2', 'Clicked: 0']);
    expect(messages).toEqual([]);
  });

  test('When the cart changes anywhere on the page, then every instance knows', async () => {
    const { page, messages } = await remote.open(PAGE);
    expect(await page.getByText('In your cart: 2').count()).toBe(2);

    const payload = { ...initialCart, version: 2, count: 5 };
    await page.evaluate((cart) => {
      Reflect.get(window, 'devShell').store.dispatch({ type: 'cart/replaced', payload: cart });
    }, payload);

    await expect.poll(() => page.getByText('In your cart: 5').count()).toBe(2);
    expect(messages).toEqual([]);
  });

  test('When there is no HTML from the server, then the browser renders the same', async () => {
    const text = () => document.querySelector('main')?.innerText;
    const served = await remote.open(PAGE);
    const rendered = await remote.open(`${PAGE}?mode=render`);
    await rendered.page.getByRole('button').nth(1).waitFor();

    expect(await rendered.page.evaluate(text)).toBe(await served.page.evaluate(text));
    const ids = await rendered.page.$$eval('mfe-slot [id]', (all) => all.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(rendered.messages).toEqual([]);
  });

  test('When the BFF fails in the browser, then the shopper can try again', async () => {
    const { page } = await remote.open(`${PAGE}?mode=render`);
    await page.route('**/api/__remote__/screens/**', (route) => route.fulfill({ status: 503 }));
    await page.reload();
    await page.getByRole('alert').nth(1).waitFor();

    await page.unroute('**/api/__remote__/screens/**');
    await page.getByRole('button', { name: 'Try again' }).first().click();

    await page.getByRole('heading', { name: '__Remote__', level: 1 }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(1);
  });

  test('When its place says another title, then that one is shown; when it is taken away, then nothing is left', async () => {
    const { page, messages } = await remote.open(PAGE);

    await page.evaluate(async () => {
      const { parcel, props } = Reflect.get(window, 'devShell').mounted.s1;
      await parcel.update({ ...props, props: { title: 'Something else' } });
    });
    await page.getByRole('heading', { name: 'Something else' }).waitFor();
    const left = await page.evaluate(async () => {
      const { parcel, props } = Reflect.get(window, 'devShell').mounted.s1;
      await parcel.unmount(props);
      return props.domElement.innerHTML;
    });

    expect(left).toBe('');
    expect(await page.getByRole('heading', { name: 'Once more' }).count()).toBe(1);
    expect(messages).toEqual([]);
  });

  test('When JavaScript is off, then everything is there to read and to follow', async () => {
    const { page } = await remote.open(PAGE, { javaScriptEnabled: false });

    expect(await page.getByText('In your cart: 2').count()).toBe(2);
    expect(await page.getByRole('link', { name: 'Desk Cactus' }).first().getAttribute('href')).toBe(
      '/products/desk-cactus',
    );
  });
});
