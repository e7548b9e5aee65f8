import { type CacheStore, type Found, LEASE_MS } from './cache-store.ts';

const MOST_ENTRIES = 5_000;

type Entry = { readonly until: number } & ({ readonly text: string } | { readonly lease: string });

/** For a single process. The oldest entry goes when there are too many. */
export function memoryCacheStore(clock: { now(): Date }): CacheStore {
  const entries = new Map<string, Entry>();
  const set = (key: string, entry: Entry) => {
    entries.delete(key);
    entries.set(key, entry);
    const oldest = entries.keys().next().value;
    if (entries.size > MOST_ENTRIES && oldest !== undefined) entries.delete(oldest);
  };
  const look = (key: string, lease: string, now: number): Found => {
    const entry = entries.get(key);
    if (entry && entry.until > now) return 'text' in entry ? { state: 'hit', text: entry.text } : { state: 'taken' };
    set(key, { lease, until: now + LEASE_MS });
    return { state: 'mine' };
  };
  return {
    read: async (keys, lease) => keys.map((key) => look(key, lease, clock.now().getTime())),
    async fill(filled, lease) {
      const held = filled.filter(({ key }) => {
        const entry = entries.get(key);
        return entry && 'lease' in entry && entry.lease === lease;
      });
      for (const { key, text, lifeMs } of held) set(key, { text, until: clock.now().getTime() + lifeMs });
      return held.length;
    },
    async remove(keys) {
      for (const key of keys) entries.delete(key);
    },
    clear: async () => entries.clear(),
    close: async () => {},
  };
}
