import { setTimeout as pause } from 'node:timers/promises';
import type { EventEnvelope } from '@tessera/contracts/events/event';
import type { OutboxSource } from '@tessera/messaging/outbox-source';
import { newId } from '@tessera/service-kit/system';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyCart, type StoredCart } from '../src/domain/cart.ts';
import type { CartOwner, CartRepository } from '../src/domain/cart-repository.ts';

export const GUEST_CART_MS = 400;
type Opened = CartRepository & { readonly outbox: OutboxSource };

/** What any store of carts must do. `open` opens the same store each time within a test, with guest carts of 0.4 s. */
export function cartRepositorySuite(open: () => Promise<Opened>): void {
  let carts: Opened;
  beforeEach(async () => {
    carts = await open();
  });
  afterEach(() => carts.close());

  const owner = (kind: CartOwner['kind']): CartOwner => ({ kind, id: newId() });
  const counted = (cart: StoredCart): StoredCart => ({ ...cart, version: cart.version + 1 });
  const event = (): EventEnvelope => ({
    specversion: '1.0',
    id: newId(),
    source: '/services/cart',
    type: 'cart.checked-out',
    dataschema: 'urn:x',
    time: new Date().toISOString(),
    subject: newId(),
    data: {},
  });

  test('When nobody put anything in, then the cart is empty', async () => {
    expect(await carts.get(owner('guest'))).toEqual(emptyCart);
  });

  test('When a cart changed, then it is there after a restart, and only for its owner', async () => {
    const ada = owner('customer');
    const line = { productId: newId(), quantity: 2, unitPrice: { amount: 990, currency: 'EUR' } };
    const [stored] = await carts.change([ada], ([cart]) => ({ carts: [{ ...cart, version: 1, lines: [line] }] }));
    await carts.close();
    carts = await open();
    expect(await carts.get(ada)).toEqual(stored);
    expect(await carts.get({ kind: 'guest', id: ada.id })).toEqual(emptyCart);
  });

  test('When forty change one cart at once, then every change counts', async () => {
    const ada = owner('customer');
    await Promise.all(Array.from({ length: 40 }, () => carts.change([ada], ([cart]) => ({ carts: [counted(cart)] }))));
    expect((await carts.get(ada)).version).toBe(40);
  });

  test('When two carts change together while others change them, then nothing is lost between them', async () => {
    const [ada, guest] = [owner('customer'), owner('guest')];
    const move = () =>
      carts.change([ada, guest], ([own, theirs]) => ({
        carts: [
          { ...own, version: own.version + theirs.version },
          { ...theirs, version: 0 },
        ],
      }));
    const raise = () => carts.change([guest], ([cart]) => ({ carts: [counted(cart)] }));
    await Promise.all(Array.from({ length: 30 }, (_, n) => (n % 3 ? raise() : move())));
    await move();
    expect([(await carts.get(ada)).version, (await carts.get(guest)).version]).toEqual([20, 0]);
  });

  test('When a decision throws, then neither cart nor events are stored', async () => {
    const ada = owner('customer');
    const refuse = () => {
      throw new Error('refused');
    };
    await expect(carts.change([ada], refuse)).rejects.toThrow('refused');
    expect(await carts.get(ada)).toEqual(emptyCart);
    expect((await carts.outbox.take(10)).envelopes).toEqual([]);
  });

  test('When events come with changes, then the outbox gives them in order until they are done', async () => {
    const events = [event(), event(), event()];
    for (const envelope of events) {
      await carts.change([owner('customer')], ([cart]) => ({ carts: [counted(cart)], events: [envelope] }));
    }
    const batch = await carts.outbox.take(2);
    expect(batch.envelopes).toEqual(events.slice(0, 2));
    expect((await carts.outbox.take(10)).envelopes).toEqual(events);
    await batch.done();
    await batch.done();
    expect((await carts.outbox.take(10)).envelopes).toEqual(events.slice(2));
  });

  test('When a guest’s cart is left alone, then it ends; a change gives it new time; a customer’s stays', async () => {
    const [ada, guest, returning] = [owner('customer'), owner('guest'), owner('guest')];
    for (const who of [ada, guest, returning]) await carts.change([who], ([cart]) => ({ carts: [counted(cart)] }));
    await pause(GUEST_CART_MS * 0.6);
    await carts.change([returning], ([cart]) => ({ carts: [counted(cart)] }));
    await pause(GUEST_CART_MS * 0.6);
    const versions = await Promise.all([ada, guest, returning].map(async (who) => (await carts.get(who)).version));
    expect(versions).toEqual([1, 0, 2]);
  });
}
