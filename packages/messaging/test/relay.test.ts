import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { defineEvent, type EventDefinition, type EventEnvelope } from '@tessera/contracts/events/event';
import { connectDatabase, type Database, migrate } from '@tessera/service-kit/database';
import { onEachDatabase } from '@tessera/testing/databases';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { connectEventBus } from '../src/connect-event-bus.ts';
import { createEnvelope } from '../src/create-envelope.ts';
import { type EventBus, on } from '../src/event-bus.ts';
import type { Relay } from '../src/relay.ts';
import { addToOutbox, createMessagingTables, startRelay } from '../src/sql-outbox.ts';
import { impatient } from './event-bus.suite.ts';
import { testBroker } from './rabbitmq-broker.ts';
import { openLine } from './rabbitmq-line.ts';

const url = process.env.TEST_RABBITMQ_URL ?? '';

describe.skipIf(!url)(`From the outbox to RabbitMQ${url ? '' : ' (skipped: TEST_RABBITMQ_URL is not set)'}`, () => {
  onEachDatabase('The relay', (databaseUrl) => {
    const logger = pino({ level: 'silent' });
    const data = z.object({ n: z.int() });
    let happened: EventDefinition<string, typeof data>;
    let database: Database<Record<string, never>>;
    let queue = '';
    let consumer: EventBus;
    let seen: { subject: string; n: number; id: string }[] = [];
    const closing: (() => unknown)[] = [];

    beforeAll(async () => {
      database = connectDatabase(databaseUrl());
      await migrate(databaseUrl(), { '000-messaging': { up: createMessagingTables } });
    }, 30_000);
    afterAll(() => database.close());
    beforeEach(async () => {
      queue = `test.${randomUUID().slice(0, 8)}`;
      happened = defineEvent({ type: queue, version: 1, data });
      seen = [];
      consumer = await connectEventBus({ url, logger, retries: impatient });
      const note = on(happened, async ({ n }, { subject, id }) => void seen.push({ subject, n, id }));
      await consumer.subscribe({ queue, handlers: [note] });
    });
    afterEach(async () => {
      for (const close of closing.splice(0).reverse()) await close();
      await consumer.close();
      await testBroker(url).remove(queue, happened.type);
    });

    const envelope = (n: number, subject: string = randomUUID()): EventEnvelope =>
      createEnvelope(happened, { source: '/test', subject, data: { n }, id: randomUUID(), time: new Date() });
    const commit = (events: readonly EventEnvelope[]) =>
      database.db.transaction().execute((trx) => addToOutbox(trx, events));
    const allSeen = (events: readonly EventEnvelope[]) =>
      vi.waitFor(
        () => {
          const ids = new Set(seen.map(({ id }) => id));
          expect(events.filter(({ id }) => !ids.has(id))).toEqual([]);
        },
        { timeout: 20_000, interval: 100 },
      );
    const relayThrough = async (brokerUrl: string): Promise<Relay> => {
      const bus = await connectEventBus({ url: brokerUrl, logger, retries: impatient });
      const relay = startRelay({ db: database.db, bus, logger });
      closing.push(
        () => bus.close(),
        () => relay.close(),
      );
      return relay;
    };

    it('When one of two relays is killed in the middle, then nothing is lost and each subject stays in order', async () => {
      const subjects = Array.from({ length: 50 }, () => randomUUID());
      const events = Array.from({ length: 30 }, (_, n) => subjects.map((subject) => envelope(n, subject))).flat();
      const relays = [0, 1].map(() => fork(new URL('./relaying-process.ts', import.meta.url), [databaseUrl(), url]));
      closing.push(() => relays.map((relay) => relay.kill('SIGKILL')));
      await Promise.all(relays.map((relay) => once(relay, 'message')));

      const victim = Math.random() < 0.5 ? relays[0] : relays[1];
      for (let start = 0; start < events.length; start += 100) await commit(events.slice(start, start + 100));
      await vi.waitFor(() => expect(seen.length).toBeGreaterThan(200), { timeout: 10_000, interval: 1 });
      victim?.kill('SIGKILL');

      await allSeen(events);
      for (const subject of subjects) {
        const numbers = seen.filter((event) => event.subject === subject).map(({ n }) => n);
        // At least once: only the first time counts.
        expect([...new Set(numbers)]).toEqual(Array.from({ length: 30 }, (_, n) => n));
      }
    }, 40_000);

    it('When the connection is cut in the middle of a batch, again and again, then every event arrives', async () => {
      const line = await openLine(url);
      closing.push(() => line.close());
      const events = Array.from({ length: 600 }, (_, n) => envelope(n));
      const relay = await relayThrough(line.url);

      for (let start = 0; start < events.length; start += 200) {
        line.cutAfter(20_000 + Math.random() * 40_000);
        await commit(events.slice(start, start + 200));
        relay.poke();
        await vi.waitFor(() => expect(seen.length).toBeGreaterThan(start), { timeout: 10_000, interval: 10 });
      }

      await allSeen(events);
    }, 40_000);

    it('When the broker takes no messages for a while, then events wait in the outbox and none is lost', async () => {
      const line = await openLine(url);
      closing.push(() => line.close());
      const relay = await relayThrough(line.url);
      line.block('low on memory');
      const events = Array.from({ length: 50 }, (_, n) => envelope(n));
      await commit(events);
      relay.poke();
      await vi.waitFor(async () => {
        const rows = await (database as Database<any>).db.selectFrom('outbox').select('id').execute();
        expect(rows).toHaveLength(events.length);
      });

      line.unblock();

      await allSeen(events);
      expect(seen).toHaveLength(events.length);
    }, 40_000);
  });
});
