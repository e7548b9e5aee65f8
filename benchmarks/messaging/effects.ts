import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { EventEnvelope } from '@tessera/contracts/events/event';
import { connectEventBus } from '@tessera/messaging/connect-event-bus';
import { addToOutbox, startRelay } from '@tessera/messaging/sql-outbox';
import { connectDatabase } from '@tessera/service-kit/database';
import { createLogger } from '@tessera/service-kit/logger';
import type { Transaction } from 'kysely';
import { round } from '../tessera.ts';
import type { Effect } from './consumer.ts';
import { orderEvent } from './order-event.ts';
import type { Servers } from './servers.ts';

interface Tables {
  effect: { event_id: string };
}

const PER_SECOND = 100;
const SECONDS = 10;
const ROUNDS = 3;
const LATE_MS = 10_000;

/**
 * One process commits an order with its event; another one's committed effect is what the time runs to. The floor is the
 * same, published by the committing process itself right after its commit, without an outbox: fast, and lost in a crash.
 */
export async function measureEffects({ brokerUrl, databaseUrl }: Servers): Promise<Record<string, object>> {
  const logger = createLogger('bench', 'warn');
  const { db, close } = connectDatabase<Tables>(databaseUrl);
  const bus = await connectEventBus({ url: brokerUrl, logger });
  const consumer = fork(new URL('./consumer.ts', import.meta.url), [databaseUrl, brokerUrl]);
  const effects = new Map<string, bigint>();
  consumer.on('message', (message) => {
    if (typeof message === 'object') effects.set((message as Effect).id, BigInt((message as Effect).at));
  });
  await once(consumer, 'message');

  const relay = startRelay({ db, bus, logger });
  const ways = {
    'published by the committing process': async (event: EventEnvelope) => {
      await db.transaction().execute((trx) => keep(trx, event));
      const committed = process.hrtime.bigint();
      await bus.publish([event]);
      return committed;
    },
    'outbox, relay, inbox': async (event: EventEnvelope) => {
      await db.transaction().execute(async (trx) => {
        await keep(trx, event);
        await addToOutbox(trx, [event]);
      });
      const committed = process.hrtime.bigint();
      relay.poke();
      return committed;
    },
  };
  const times = new Map<string, number[]>(Object.keys(ways).map((way) => [way, []]));
  try {
    for (let n = 0; n <= ROUNDS; n += 1) {
      for (const [way, commit] of Object.entries(ways)) {
        const found = await atRate(commit, effects);
        // The first round warms up.
        if (n > 0) times.get(way)?.push(...found);
      }
    }
  } finally {
    await relay.close();
    await bus.close();
    await close();
    consumer.kill();
  }
  return Object.fromEntries([...times].map(([way, values]) => [way, describe(values)]));
}

const keep = async (trx: Transaction<Tables>, { subject }: EventEnvelope): Promise<void> => {
  await trx.insertInto('effect').values({ event_id: subject }).execute();
};

/** Milliseconds from each commit to its effect. */
async function atRate(commit: (event: EventEnvelope) => Promise<bigint>, effects: ReadonlyMap<string, bigint>) {
  const events = Array.from({ length: PER_SECOND * SECONDS }, orderEvent);
  const start = performance.now();
  const commits = events.map(async (event, n) => {
    await pause(Math.max(0, start + (n * 1_000) / PER_SECOND - performance.now()));
    return commit(event);
  });
  const committed = await Promise.all(commits);
  const deadline = performance.now() + LATE_MS;
  while (events.some(({ id }) => !effects.has(id))) {
    if (performance.now() > deadline) throw new Error('Some events had no effect within ten seconds');
    await pause(20);
  }
  return events.map(({ id }, n) => Number((effects.get(id) ?? 0n) - (committed[n] ?? 0n)) / 1e6);
}

function describe(values: readonly number[]) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { events: sorted.length, p50: at(0.5), p99: at(0.99), most: at(1) };
}
