import type { Logger } from '@tessera/service-kit/logger';
import { newId } from '@tessera/service-kit/system';
import { createClient } from 'redis';
import { type CacheStore, type Found, LEASE_MS } from './cache-store.ts';

/** A cache that is slower than the database is none. */
const DEADLINE_MS = 150;
/** Longer than any entry lives; without it nothing is found, which is right. */
const GENERATION_SECONDS = 86_400;
const TAKEN = '?';

/** An entry is `<generation>|<text>`, a lease `?<generation>|<its name>`. KEYS: the generation, then those asked for. */
const READ = `
  local generation = (redis.call('GET', KEYS[1]) or '') .. '|'
  local found = {}
  for i = 2, #KEYS do
    local entry = redis.call('GET', KEYS[i])
    if entry and string.sub(entry, 1, #generation) == generation then
      found[i - 1] = string.sub(entry, #generation + 1)
    elseif entry and string.sub(entry, 1, #generation + 1) == '${TAKEN}' .. generation then
      found[i - 1] = '${TAKEN}'
    else
      redis.call('SET', KEYS[i], '${TAKEN}' .. generation .. ARGV[1], 'PX', ARGV[2])
      found[i - 1] = ''
    end
  end
  return found`;
/** ARGV: the lease, then text and life in ms of each key. */
const FILL = `
  local generation, held = (redis.call('GET', KEYS[1]) or '') .. '|', 0
  for i = 2, #KEYS do
    if redis.call('GET', KEYS[i]) == '${TAKEN}' .. generation .. ARGV[1] then
      redis.call('SET', KEYS[i], generation .. ARGV[2 * i - 2], 'PX', ARGV[2 * i - 1])
      held = held + 1
    end
  end
  return held`;

interface Options {
  readonly url: string;
  /** Of all keys. */
  readonly prefix: string;
  readonly logger: Logger;
}

/**
 * Connects in the background and again whenever it has to; until it is connected all calls reject at once. A connection
 * begins with a new generation: what this process could not remove while it was away is not found any more.
 */
export function redisCacheStore({ url, prefix, logger }: Options): CacheStore {
  const client = createClient({ url, disableOfflineQueue: true, commandOptions: { timeout: DEADLINE_MS } });
  const generationKey = `${prefix}generation`;
  const keyOf = (key: string) => `${prefix}entry:${key}`;
  let usable = false;
  const begin = () => client.set(generationKey, newId(), { expiration: { type: 'EX', value: GENERATION_SECONDS } });
  const renew = async () => {
    await begin();
    usable = true;
  };
  client.on('ready', () => void renew().catch((err: unknown) => logger.warn({ err }, 'the cache stays unused')));
  client.on('error', (err: unknown) => {
    usable = false;
    logger.warn({ err }, 'the cache is not reachable: reads go to the database');
  });
  client.connect().catch((err: unknown) => logger.warn({ err }, 'the cache is not reachable'));

  const whenUsable = async () => {
    if (!usable && client.isReady) await renew();
    if (!usable) throw new Error('Redis is not connected');
  };
  return {
    async read(keys, lease) {
      await whenUsable();
      const found = await client.eval(READ, {
        keys: [generationKey, ...keys.map(keyOf)],
        arguments: [lease, String(LEASE_MS)],
      });
      return (found as string[]).map(foundOf);
    },
    async fill(entries, lease) {
      await whenUsable();
      const held = await client.eval(FILL, {
        keys: [generationKey, ...entries.map(({ key }) => keyOf(key))],
        arguments: [lease, ...entries.flatMap(({ text, lifeMs }) => [text, String(lifeMs)])],
      });
      return Number(held);
    },
    async remove(keys) {
      await whenUsable();
      await client.unlink(keys.map(keyOf));
    },
    async clear() {
      await whenUsable();
      await begin();
    },
    close: async () => client.destroy(),
  };
}

const foundOf = (text: string): Found => {
  if (text === '') return { state: 'mine' };
  return text === TAKEN ? { state: 'taken' } : { state: 'hit', text };
};
