import { chromiumPath, countNodes, NO_CHROMIUM, servedStates } from '@tessera/remote-kit/remote-in-browser';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ORDER_ID } from '../src/dev/fixtures.ts';
import { dev } from '../src/dev.ts';
import { openOrdersAlone } from './orders-alone.ts';

const WAITING = { status: 'pending-payment' } as const;
const PAGES = ['/together', '/cart', '/checkout', '/orders', `/orders/${ORDER_ID}`];

describe.skipIf(!chromiumPath)(`hydration in a real browser (skipped where ${NO_CHROMIUM})`, () => {
  let orders: Awaited<ReturnType<typeof openOrdersAlone>>;
  beforeAll(async () => {
    orders = await openOrdersAlone();
  });
  afterAll(() => orders.close());
  beforeEach(() => orders.standIn());

  test.each(PAGES)(
    'when %s comes alive, then every node of the server stays and the console is silent',
    async (path) => {
      const { page, messages } = await orders.open(path);
      const mounted = await page.$$eval('mfe-slot', (all) => all.map((slot) => (slot as HTMLElement).dataset.mounted));
      expect(mounted.length).toBeGreaterThan(1);
      expect(new Set(mounted)).toEqual(new Set(['hydrated']));
      const { kept, made } = await countNodes(page);
      expect(kept).toBeGreaterThan(5);
      expect(made).toBe(0);
      expect(messages).toEqual([]);
    },
  );

  test.each(servedStates(dev.fragments))('when %s comes alive, then every node of the server stays', async (path) => {
    const { page, close } = await orders.open(path);
    expect((await countNodes(page)).made).toBe(0);
    await close();
  });

  test('when the second step of a payment comes alive, then it is the server’s page too', async () => {
    await orders.standIn({ order: WAITING });
    const { page, messages } = await orders.open(`/checkout/verify/${ORDER_ID}`);
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(1);
    expect((await countNodes(page)).made).toBe(0);
    expect(messages).toEqual([]);
  });

  test.each(PAGES)('when %s has no HTML from the server, then the browser renders the same', async (path) => {
    const text = () => document.querySelector('main')?.innerText;
    const served = await orders.open(path);
    const rendered = await orders.open(`${path}?mode=render`);
    expect(await rendered.page.evaluate(text)).toBe(await served.page.evaluate(text));
    expect(rendered.messages).toEqual([]);
  });
});
