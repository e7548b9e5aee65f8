import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Guest, plentiful, stockOf } from './guest.ts';
import { Tessera } from './tessera.ts';

const PORT = 23_000 + (process.pid % 400) * 20;
const dataFolder = mkdtempSync(join(tmpdir(), 'tessera-crash-'));
let tessera: Tessera;

/** What is repeated after a crash comes within this time. */
const ECHO_MS = 1_500;
const soon = { timeout: 20_000, interval: 100 };

describe.skipIf(process.platform === 'win32')('A Tessera whose processes are killed', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    tessera = new Tessera({ port: PORT, dataFolder });
    await tessera.untilReady();
  }, 180_000);
  afterAll(async () => {
    await tessera.interrupt();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  /** A guest with three pieces of something in the cart. */
  async function guestAtCheckout() {
    const guest = new Guest(tessera.origin);
    const product = await plentiful(guest);
    const stockBefore = await stockOf(guest, product.slug);
    await guest.addToCart(product.id, 3);
    return { guest, product, stockBefore, placeOrder: await guest.prepareCheckout() };
  }

  async function expectSoldOnce(
    { guest, product, stockBefore }: Awaited<ReturnType<typeof guestAtCheckout>>,
    id: string,
  ) {
    await vi.waitFor(async () => expect(await guest.statusOf(id)).toBe('paid'), soon);
    await vi.waitFor(async () => expect(await guest.confirmations()).toHaveLength(1), soon);
    await sleep(ECHO_MS);
    expect(await guest.confirmations()).toEqual([expect.stringMatching(/order/i)]);
    expect(await stockOf(guest, product.slug)).toBe(stockBefore - 3);
  }

  test('When the backend is killed right after an order was placed, then it is paid, confirmed and sold once', async () => {
    const shopper = await guestAtCheckout();
    const { orderId } = await shopper.placeOrder();
    tessera.killChild('backend.ts');
    await tessera.untilReady();

    await expectSoldOnce(shopper, orderId);
  });

  test('When everything is killed and started anew, then accounts, carts, orders and stock are as they were', async () => {
    const waiting = new Guest(tessera.origin);
    await waiting.addToCart((await plentiful(waiting)).id, 2);
    const shopper = await guestAtCheckout();
    const account = await new Guest(tessera.origin).register();
    const { orderId } = await shopper.placeOrder();
    tessera.killStarter();
    tessera.start();
    await tessera.untilReady();

    await expectSoldOnce(shopper, orderId);
    const { cart } = await waiting.get<{ cart: { count: number } }>('/api/orders/screens/cart');
    expect(cart.count).toBe(2);
    await new Guest(tessera.origin).signIn(account);
  });

  test('When the shell is killed, then its pages are back', async () => {
    tessera.killChild('next-server');
    await tessera.untilReady();
    await vi.waitFor(async () => expect((await fetch(`${tessera.origin}/products`)).status).toBe(200), soon);
  });

  test('When Ctrl-C is pressed, then all stops at once and without a word of error', async () => {
    const stopping = performance.now();
    const { code, output } = await tessera.interrupt();
    expect(performance.now() - stopping).toBeLessThan(10_000);
    expect(code).toBe(0);
    expect(output).not.toMatch(/Error|^\s+at /m);
    expect(existsSync(dataFolder)).toBe(true);
    tessera.start();
    await tessera.untilReady();
  });
});
