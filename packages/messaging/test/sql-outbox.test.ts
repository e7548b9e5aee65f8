import { randomUUID } from 'node:crypto';
import { defineEvent, type EventEnvelope } from '@tessera/contracts/events/event';
import { connectDatabase, type Database, migrate } from '@tessera/service-kit/database';
import { onEachDatabase } from '@tessera/testing/databases';
import { recordingEventBus } from '@tessera/testing/recording-event-bus';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createEnvelope } from '../src/create-envelope.ts';
import type { Relay } from '../src/relay.ts';
import { addToOutbox, createMessagingTables, onceOnly, startRelay } from '../src/sql-outbox.ts';

interface Tables {
  outbox: { id: string; envelope: string };
  effect: { n: number };
}
const counted = defineEvent({ type: 'test.counted', version: 1, data: z.object({ n: z.int(), text: z.string() }) });
const envelope = (n: number): EventEnvelope =>
  createEnvelope(counted, {
    source: '/test',
    subject: 's',
    data: { n, text: 'ü "q" €' },
    id: randomUUID(),
    time: new Date(),
  });

onEachDatabase('The outbox and the inbox', (url) => {
  const logger = pino({ level: 'silent' });
  let database: Database<Tables>;
  const relays: Relay[] = [];
  const relay = (bus = recordingEventBus()) => {
    relays.push(startRelay({ db: database.db, bus, logger }));
    return bus;
  };
  beforeAll(async () => {
    database = connectDatabase<Tables>(url());
    const first = async (db: Parameters<typeof createMessagingTables>[0]) => {
      await createMessagingTables(db);
      await db.schema.createTable('effect').addColumn('n', 'integer').execute();
    };
    await migrate(database.db, { '001-messaging': { up: first } });
  }, 30_000);
  afterEach(async () => {
    await Promise.all(relays.splice(0).map((each) => each.close()));
    await database.db.deleteFrom('outbox').execute();
    await database.db.deleteFrom('effect').execute();
  });
  afterAll(() => database.close());

  const waiting = () => database.db.selectFrom('outbox').selectAll().execute();

  it('When a transaction commits, then its events are published as they were and leave the outbox', async () => {
    const events = [envelope(1), envelope(2)];
    await database.db.transaction().execute((trx) => addToOutbox(trx, events));

    const bus = relay();

    await vi.waitFor(() => expect(bus.published).toHaveLength(2), 5_000);
    expect(bus.published).toEqual(expect.arrayContaining(events));
    await vi.waitFor(async () => expect(await waiting()).toEqual([]), 5_000);
  });

  it('When a transaction rolls back, then nothing is published', async () => {
    const failing = database.db.transaction().execute(async (trx) => {
      await addToOutbox(trx, [envelope(1)]);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');

    const bus = relay();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(bus.published).toEqual([]);
  });

  it('When the broker refuses, then events stay and are published once it takes them', async () => {
    await database.db.transaction().execute((trx) => addToOutbox(trx, [envelope(1)]));
    const bus = recordingEventBus();
    const publish = vi.spyOn(bus, 'publish').mockRejectedValueOnce(new Error('the broker is down'));

    relay(bus);

    await vi.waitFor(() => expect(publish).toHaveBeenCalledTimes(1), 5_000);
    expect(bus.published).toEqual([]);
    await vi.waitFor(() => expect(bus.published).toHaveLength(1), 5_000);
  });

  it('When two relays run, then each event is published once', async () => {
    const events = Array.from({ length: 300 }, (_, n) => envelope(n));
    await database.db.transaction().execute((trx) => addToOutbox(trx, events));

    const [one, two] = [relay(), relay()];

    await vi.waitFor(async () => expect(await waiting()).toEqual([]), 10_000);
    expect([...one.published, ...two.published].map(({ id }) => id).toSorted()).toEqual(
      events.map(({ id }) => id).toSorted(),
    );
  });

  it('When an event comes often and at once, then its effect happens once', async () => {
    const event = envelope(1);
    const handle = () =>
      onceOnly(database.db, 'test.consumer', event, async (trx) => {
        await trx.insertInto('effect').values({ n: 1 }).execute();
      });

    await Promise.all([handle(), handle(), handle()]);
    await handle();

    expect(await database.db.selectFrom('effect').selectAll().execute()).toHaveLength(1);
  });

  it('When an effect fails, then the event may come again', async () => {
    const event = envelope(1);
    const failing = onceOnly(database.db, 'test.consumer', event, async () => {
      throw new Error('not now');
    });
    await expect(failing).rejects.toThrow('not now');
    const effect = vi.fn();

    await onceOnly(database.db, 'test.consumer', event, effect);

    expect(effect).toHaveBeenCalledOnce();
  });
});
