import { setTimeout as pause } from 'node:timers/promises';
import { createBreaker } from '@tessera/service-kit/breaker';
import type { Logger } from '@tessera/service-kit/logger';
import { newId } from '@tessera/service-kit/system';
import { Counter } from 'prom-client';
import type { CacheStore, Found } from './cache-store.ts';

/** A safety net only: what changes is removed when it changes. Spread, so that entries do not end together. */
const LIFE_MS = 30_000;
const SPREAD = 0.2;
/** How long somebody else's load usually takes. */
const TAKEN_PAUSE_MS = 30;
const CAPACITY = 500;

const reads = new Counter({
  name: 'cache_reads_total',
  help: 'Entries asked for: hit, miss, taken (somebody else was loading it) or bypass (the cache was not usable)',
  labelNames: ['cache', 'outcome'],
});
const staleFills = new Counter({
  name: 'cache_stale_fills_total',
  help: 'Entries not stored because what they say changed while it was read',
  labelNames: ['cache'],
});
const failures = new Counter({
  name: 'cache_errors_total',
  help: 'Commands that the store of the cache did not do in time',
  labelNames: ['cache'],
});

/** Gives what it was asked for, by key; null for what there is not. */
type Load<Value> = (keys: readonly string[]) => Promise<ReadonlyMap<string, Value | null>>;

export interface Cache {
  /** Each key's value: as it was remembered, or else loaded once for all who ask for it meanwhile. */
  getMany<Value>(keys: readonly string[], load: Load<Value>): Promise<ReadonlyMap<string, Value | null>>;
  get<Value>(key: string, load: () => Promise<Value | null>): Promise<Value | null>;
  /** Never rejects: when the store can't do it now, nothing of it is believed until it could. */
  forget(keys: readonly string[]): Promise<void>;
  forgetAll(): Promise<void>;
  close(): Promise<void>;
}

/** Remembers what was read, and reads without it whenever the store is away or slow. */
export function createCache(name: string, { store, logger }: { store: CacheStore; logger: Logger }): Cache {
  const breaker = createBreaker({ name: `cache ${name}`, capacity: CAPACITY, isOutage: () => true });
  const flights = new Map<string, Promise<ReadonlyMap<string, unknown>>>();
  const count = (outcome: string, by: number) => by > 0 && reads.inc({ cache: name, outcome }, by);
  let inDoubt = false;

  const attempt = async <Result>(work: () => Promise<Result>): Promise<Result | undefined> => {
    try {
      return await breaker(work);
    } catch (err) {
      failures.inc({ cache: name });
      logger.debug({ err, cache: name }, 'the cache was not usable');
      return undefined;
    }
  };
  const look = (keys: readonly string[], lease: string) =>
    attempt(async () => {
      if (inDoubt) await store.clear();
      inDoubt = false;
      return store.read(keys, lease);
    });
  const remove = async (work: () => Promise<void>) => {
    // Whoever asks from now on must not get what was read before.
    flights.clear();
    const done = await attempt(async () => {
      await work();
      return true;
    });
    if (!done) inDoubt = true;
  };

  async function loadAndFill<Value>(
    keys: readonly string[],
    mine: readonly string[],
    load: Load<Value>,
    lease: string,
  ) {
    if (keys.length === 0) return new Map<string, Value | null>();
    const loaded = await load(keys);
    const entries = mine.map((key) => ({ key, text: JSON.stringify(loaded.get(key) ?? null), lifeMs: lifeMs() }));
    if (entries.length > 0) {
      const held = await attempt(() => store.fill(entries, lease));
      if (held !== undefined) staleFills.inc({ cache: name }, entries.length - held);
    }
    return loaded;
  }

  async function read<Value>(keys: readonly string[], load: Load<Value>): Promise<ReadonlyMap<string, Value | null>> {
    const lease = newId();
    const found = await look(keys, lease);
    if (!found) {
      count('bypass', keys.length);
      return load(keys);
    }
    const values = hitsAmong<Value>(keys, found);
    const mine = keys.filter((_, index) => found[index]?.state === 'mine');
    const taken = keys.filter((_, index) => found[index]?.state === 'taken');
    count('hit', values.size);
    count('miss', mine.length);
    count('taken', taken.length);
    for (const [key, value] of await loadAndFill(mine, mine, load, lease)) values.set(key, value);
    if (taken.length === 0) return values;

    await pause(TAKEN_PAUSE_MS);
    const later = (await look(taken, lease)) ?? [];
    for (const [key, value] of hitsAmong<Value>(taken, later)) values.set(key, value);
    const missing = taken.filter((key) => !values.has(key));
    const leased = taken.filter((_, index) => later[index]?.state === 'mine');
    for (const [key, value] of await loadAndFill(missing, leased, load, lease)) values.set(key, value);
    return values;
  }

  const getMany = <Value>(keys: readonly string[], load: Load<Value>) => {
    const flight = keys.join(' ');
    const underWay = flights.get(flight) as Promise<ReadonlyMap<string, Value | null>> | undefined;
    if (underWay) return underWay;
    const started = read(keys, load).finally(() => {
      if (flights.get(flight) === started) flights.delete(flight);
    });
    flights.set(flight, started);
    return started;
  };

  return {
    getMany,
    get: async <Value>(key: string, load: () => Promise<Value | null>) => {
      const values = await getMany<Value>([key], async () => new Map([[key, await load()]]));
      return values.get(key) ?? null;
    },
    forget: (keys) => remove(() => store.remove(keys)),
    forgetAll: () => remove(() => store.clear()),
    close: () => store.close(),
  };
}

function hitsAmong<Value>(keys: readonly string[], found: readonly Found[]): Map<string, Value | null> {
  const hits = new Map<string, Value | null>();
  found.forEach((entry, index) => {
    if (entry.state === 'hit') hits.set(keys[index] as string, JSON.parse(entry.text));
  });
  return hits;
}

const lifeMs = () => Math.round(LIFE_MS * (1 - SPREAD / 2 + Math.random() * SPREAD));
