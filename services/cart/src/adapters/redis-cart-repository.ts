import { setTimeout as pause } from 'node:timers/promises';
import type { OutboxSource } from '@tessera/messaging/outbox-source';
import type { Logger } from '@tessera/service-kit/logger';
import { UpstreamUnavailable } from '@tessera/service-kit/upstream-error';
import { createClient } from 'redis';
import { emptyCart, type StoredCart } from '../domain/cart.ts';
import type { CartChange, CartOwner, CartRepository, CartsOf, Owners } from '../domain/cart-repository.ts';

interface Options {
  readonly url: string;
  readonly prefix: string;
  readonly guestCartMs: number;
  readonly sent: () => void;
  readonly logger: Logger;
}

const DEADLINE_MS = 2_000;
/** Each round of a race has a winner, so that this is also how many may change one cart at once. */
const ATTEMPTS = 200;

/**
 * Stores carts and events if every cart still is what was read. KEYS: the carts, then the outbox. ARGV: what was read,
 * what to store (empty: leave it) and its life in ms (0: for ever) for each cart, then the events.
 */
const COMPARE_AND_SET = `
  local carts = #KEYS - 1
  for i = 1, carts do
    if (redis.call('GET', KEYS[i]) or '') ~= ARGV[3 * i - 2] then return 0 end
  end
  for i = 1, carts do
    local cart, life = ARGV[3 * i - 1], ARGV[3 * i]
    if cart ~= '' and life ~= '0' then redis.call('SET', KEYS[i], cart, 'PX', life)
    elseif cart ~= '' then redis.call('SET', KEYS[i], cart) end
  end
  for i = 3 * carts + 1, #ARGV do redis.call('RPUSH', KEYS[#KEYS], ARGV[i]) end
  return 1`;

export async function redisCartRepository(options: Options): Promise<CartRepository & { outbox: OutboxSource }> {
  const { url, prefix, guestCartMs, sent, logger } = options;
  const client = createClient({ url, disableOfflineQueue: true, commandOptions: { timeout: DEADLINE_MS } });
  client.on('error', (error) => logger.warn({ err: error }, 'Redis is not reachable'));
  await client.connect();

  const keyOf = (owner: CartOwner) => `${prefix}${owner.kind}:${owner.id}`;
  const outboxKey = `${prefix}outbox`;
  const ask = async <Result>(command: Promise<Result>): Promise<Result> => {
    try {
      return await command;
    } catch (error) {
      throw new UpstreamUnavailable('Redis', { cause: error });
    }
  };
  const parse = (text: string | null): StoredCart => (text ? JSON.parse(text) : emptyCart);

  async function attempt<O extends Owners>(owners: O, decide: (carts: CartsOf<O>) => CartChange<O>) {
    const keys = owners.map(keyOf);
    const texts = await ask(client.mGet(keys));
    const before = texts.map(parse);
    const { carts, events = [] } = decide(before as unknown as CartsOf<O>);
    const states = owners.flatMap((owner, index) => [
      texts[index] ?? '',
      carts[index] === before[index] ? '' : JSON.stringify(carts[index]),
      owner.kind === 'guest' ? String(guestCartMs) : '0',
    ]);
    const stored = await ask(
      client.eval(COMPARE_AND_SET, {
        keys: [...keys, outboxKey],
        arguments: [...states, ...events.map((envelope) => JSON.stringify(envelope))],
      }),
    );
    return stored === 1 ? carts : undefined;
  }

  return {
    get: async (owner) => parse(await ask(client.get(keyOf(owner)))),

    async change(owners, decide) {
      for (let tries = 1; tries <= ATTEMPTS; tries += 1) {
        const carts = await attempt(owners, decide);
        if (carts) {
          sent();
          return carts;
        }
        await pause(Math.random() * Math.min(tries, 20));
      }
      throw new UpstreamUnavailable('A cart that so many change at once');
    },

    outbox: {
      async take(limit) {
        const texts = await client.lRange(outboxKey, 0, limit - 1);
        return {
          envelopes: texts.map((text) => JSON.parse(text)),
          // By value: another relay may have taken the same ones, and what follows them must stay.
          done: async () => void (await Promise.all(texts.map((text) => client.lRem(outboxKey, 1, text)))),
        };
      },
    },

    check: async () => void (await client.ping()),
    close: async () => client.destroy(),
  };
}
