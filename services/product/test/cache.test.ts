import { createLogger } from '@tessera/service-kit/logger';
import { newId, systemClock } from '@tessera/service-kit/system';
import { createClient } from 'redis';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Cache, createCache } from '../src/adapters/cache.ts';
import type { CacheStore } from '../src/adapters/cache-store.ts';
import { memoryCacheStore } from '../src/adapters/memory-cache-store.ts';
import { redisCacheStore } from '../src/adapters/redis-cache-store.ts';

const logger = createLogger('cache', 'silent');
const redisUrl = process.env.TEST_REDIS_URL;
const prefix = `tessera-test:${newId()}:`;

/** Two processes' worth of stores on the same entries, where the kind can. */
const kinds = [
  {
    name: 'in the process',
    open: () => {
      const store = memoryCacheStore(systemClock);
      return [store, store] as const;
    },
  },
  {
    name: 'in Redis',
    skip: redisUrl ? undefined : 'skipped: TEST_REDIS_URL is not set',
    open: () => {
      const open = () => redisCacheStore({ url: String(redisUrl), prefix, logger });
      return [open(), open()] as const;
    },
  },
];

for (const { name, skip, open } of kinds) {
  describe.skipIf(skip)(`A cache ${name}${skip ? ` (${skip})` : ''}`, () => {
    let stores: readonly [CacheStore, CacheStore];
    let here: Cache;
    let elsewhere: Cache;
    beforeAll(async () => {
      stores = open();
      [here, elsewhere] = stores.map((store) => createCache('test', { store, logger })) as [Cache, Cache];
      for (const store of stores) await vi.waitFor(() => store.clear());
    });
    afterAll(async () => {
      await Promise.all([here.close(), elsewhere.close()]);
      if (name === 'in Redis') await removeKeys();
    });

    /** Something in a database: how often it was read, and a reader that may be held up. */
    const source = (value: unknown) => {
      const state = { value, reads: 0, held: Promise.resolve() };
      const load = async () => {
        state.reads += 1;
        const read = state.value;
        await state.held;
        return read;
      };
      return { key: newId(), state, load };
    };

    it('When it is asked twice, then the database is read once, also for another process and for what is not there', async () => {
      for (const value of [{ name: 'Lamp' }, null]) {
        const { key, state, load } = source(value);
        expect(await here.get(key, load)).toEqual(value);
        expect(await here.get(key, load)).toEqual(value);
        expect(await elsewhere.get(key, load)).toEqual(value);
        expect(state.reads).toBe(1);
      }
    });

    it('When many ask at once, here and elsewhere, then the database is read once', async () => {
      const { key, state, load } = source('lamp');
      const asks = Array.from({ length: 50 }, (_, n) => (n % 2 ? here : elsewhere).get(key, load));
      expect(new Set(await Promise.all(asks))).toEqual(new Set(['lamp']));
      expect(state.reads).toBeLessThanOrEqual(2);
    });

    it('When it changed, then whoever asks afterwards gets what is true now', async () => {
      const { key, state, load } = source('old');
      await here.get(key, load);
      state.value = 'new';
      await elsewhere.forget([key]);
      expect([await here.get(key, load), await elsewhere.get(key, load)]).toEqual(['new', 'new']);
    });

    it.each(['forget', 'forgetAll'] as const)(
      'When it changes while it is read, and is told to %s, then what was read before is not remembered',
      async (how) => {
        const { key, state, load } = source('old');
        const { promise, resolve } = Promise.withResolvers<void>();
        state.held = promise;
        const slow = here.get(key, load);
        await expect.poll(() => state.reads).toBe(1);
        state.value = 'new';
        state.held = Promise.resolve();
        await elsewhere[how]([key]);
        resolve();
        expect(await slow).toBe('old');
        expect([await here.get(key, load), await elsewhere.get(key, load)]).toEqual(['new', 'new']);
      },
    );

    it('When several are asked for, then only those that are missing are read, together', async () => {
      const [one, two, three] = [newId(), newId(), newId()];
      const asked: (readonly string[])[] = [];
      const load = async (keys: readonly string[]) => {
        asked.push(keys);
        return new Map(keys.map((key) => [key, `value of ${key}`]));
      };
      await here.getMany([two], load);
      const values = await here.getMany([one, two, three], load);
      expect([one, two, three].map((key) => values.get(key))).toEqual(
        [one, two, three].map((key) => `value of ${key}`),
      );
      expect(asked).toEqual([[two], [one, three]]);
    });

    it('When the database fails, then the caller is told and the next one is not', async () => {
      const { key, load } = source('lamp');
      const failing = () => Promise.reject(new Error('database is away'));
      await expect(here.get(key, failing)).rejects.toThrow('database is away');
      expect(await here.get(key, load)).toBe('lamp');
    });
  });
}

describe('A cache whose store fails', () => {
  const failing = () => Promise.reject(new Error('store is away'));
  const memory = memoryCacheStore(systemClock);
  const state = { away: false };
  const store = Object.fromEntries(
    Object.entries(memory).map(([name, method]) => [
      name,
      (...input: never[]) => (state.away ? failing() : (method as (...input: never[]) => unknown)(...input)),
    ]),
  ) as unknown as CacheStore;
  const cache = createCache('failing', { store, logger });
  afterEach(() => {
    state.away = false;
  });

  it('When it is away, then reads go to the database', async () => {
    state.away = true;
    expect(await cache.get('away', async () => 'true now')).toBe('true now');
  });

  it('When something changed while it was away, then nothing it remembers is believed when it is back', async () => {
    const value = { now: 'old' };
    const read = () => cache.get('changed', async () => value.now);
    await read();
    state.away = true;
    value.now = 'new';
    await cache.forget(['changed']);
    expect(await read()).toBe('new');
    state.away = false;
    expect(await read()).toBe('new');
  });

  it('When nothing is at its address, then reads do not wait for it', async () => {
    const nowhere = createCache('nowhere', {
      store: redisCacheStore({ url: 'redis://127.0.0.1:1', prefix, logger }),
      logger,
    });
    expect(await nowhere.get('key', async () => 'read')).toBe('read');
    await nowhere.close();
  });
});

async function removeKeys() {
  const client = await createClient({ url: String(redisUrl) }).connect();
  for await (const keys of client.scanIterator({ MATCH: `${prefix}*` })) if (keys.length > 0) await client.del(keys);
  client.destroy();
}
