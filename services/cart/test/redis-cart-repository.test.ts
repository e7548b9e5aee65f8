import { createLogger } from '@tessera/service-kit/logger';
import { newId } from '@tessera/service-kit/system';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { redisCartRepository } from '../src/adapters/redis-cart-repository.ts';
import { cartRepositorySuite, GUEST_CART_MS } from './cart-repository.suite.ts';
import { removeKeys } from './redis-keys.ts';

const url = process.env.TEST_REDIS_URL ?? '';
const logger = createLogger('cart', 'silent');

describe.skipIf(!url)(`Carts in Redis${url ? '' : ' (skipped: TEST_REDIS_URL is not set)'}`, () => {
  let prefix: string;
  beforeEach(() => {
    prefix = `tessera-test:${newId()}:`;
  });
  afterEach(() => removeKeys(url, prefix));

  const open = () => redisCartRepository({ url, prefix, guestCartMs: GUEST_CART_MS, sent: () => {}, logger });
  cartRepositorySuite(open);

  test('When two relays take the same events, then what came after them stays', async () => {
    const carts = await open();
    const add = (id: string) =>
      carts.change([{ kind: 'customer', id: newId() }], ([cart]) => ({
        carts: [cart],
        events: [{ specversion: '1.0', id, source: '/s', type: 't', dataschema: 'd', time: '', subject: '', data: {} }],
      }));
    await add('1');
    const batches = [await carts.outbox.take(10), await carts.outbox.take(10)];
    await add('2');
    for (const batch of batches) await batch.done();
    expect((await carts.outbox.take(10)).envelopes.map(({ id }) => id)).toEqual(['2']);
    await carts.close();
  });
});
