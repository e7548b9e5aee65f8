import { randomUUID } from 'node:crypto';
import { defineEvent, type EventEnvelope } from '@tessera/contracts/events/event';
import { connectDatabase, type Database, migrate } from '@tessera/service-kit/database';
import { onEachDatabase } from '@tessera/testing/databases';
import { type RecordingEventBus, recordingEventBus } from '@tessera/testing/recording-event-bus';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createEnvelope } from '../src/create-envelope.ts';
import { Refused } from '../src/event-bus.ts';
import type { Relay } from '../src/relay.ts';
import { addOutboxSequence, addToOutbox, createMessagingTables, onceOnly, startRelay } from '../src/sql-outbox.ts';

interface Tables {
  outbox: { id: string; envelope: string };
  effect: { n: number };
}
const counted = defineEvent({ type: 'test.counted', version: 1, data: z.object({ n: z.int(), text: z.string() }) });
const envelope = (n: number, subject: string = randomUUID()): EventEnvelope =>
  createEnvelope(counted, {
    source: '/test',
    subject,
    data: { n, text: 'ü "q" €' },
    id: randomUUID(),
    time: new Date(),
  });
const idsOf = (envelopes: readonly EventEnvelope[]) => envelopes.map(({ id }) => id);

onEachDatabase('The outbox and the inbox', (url) => {
  const logger = pino({ level: 'silent' });
  let database: Database<Tables>;
  const relays: Relay[] = [];
  const relay = (bus: RecordingEventBus) => {
    const started = startRelay({ db: database.db, bus, logger });
    relays.push(started);
    return started;
  };
  beforeAll(async () => {
    database = connectDatabase<Tables>(url());
    const first = async (db: Parameters<typeof createMessagingTables>[0]) => {
      await createMessagingTables(db);
      await db.schema.createTable('effect').addColumn('n', 'integer').execute();
    };
    await migrate(url(), { '001-messaging': { up: first }, '002-sequence': { up: addOutboxSequence } });
  }, 30_000);
  afterEach(async () => {
    await Promise.all(relays.splice(0).map((each) => each.close()));
    await database.db.deleteFrom('outbox').execute();
    await database.db.deleteFrom('effect').execute();
  });
  afterAll(() => database.close());

  const waiting = () => database.db.selectFrom('outbox').select('id').execute();
  const untilEmpty = () => vi.waitFor(async () => expect(await waiting()).toEqual([]), 15_000);
  const commit = (events: readonly EventEnvelope[]) =>
    database.db.transaction().execute((trx) => addToOutbox(trx, events));

  it('When a transaction commits, then its events are published as they were and leave the outbox', async () => {
    const events = [envelope(1), envelope(2)];
    await commit(events);

    const bus = recordingEventBus();
    relay(bus);

    await untilEmpty();
    expect(bus.published).toEqual(events);
  });

  it('When a transaction rolls back, then nothing is published', async () => {
    const failing = database.db.transaction().execute(async (trx) => {
      await addToOutbox(trx, [envelope(1)]);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    const after = envelope(2);
    await commit([after]);

    const bus = recordingEventBus();
    relay(bus);

    await untilEmpty();
    expect(idsOf(bus.published)).toEqual([after.id]);
  });

  it('When the broker is away, then events stay and are published once it is back', async () => {
    await commit([envelope(1)]);
    const bus = recordingEventBus();
    const publish = vi.spyOn(bus, 'publish').mockRejectedValueOnce(new Error('the broker is down'));

    relay(bus);

    await vi.waitFor(() => expect(publish).toHaveBeenCalledTimes(1), 5_000);
    expect(bus.published).toEqual([]);
    await vi.waitFor(() => expect(bus.published).toHaveLength(1), 5_000);
  });

  it('When the broker refuses an event, then it and what follows of its subject wait, and others go', async () => {
    const [refused, behind, other] = [envelope(1, 'a'), envelope(2, 'a'), envelope(3, 'b')];
    await commit([refused, behind, other]);
    const bus = recordingEventBus();
    const take = bus.publish;
    bus.publish = async (envelopes) => {
      if (envelopes[0]?.id === refused.id) throw new Refused('a queue is full');
      await take(envelopes);
    };

    const started = relay(bus);
    await vi.waitFor(() => expect(bus.published).toEqual([other]), 5_000);
    const [later, more] = [envelope(4, 'a'), envelope(5, 'b')];
    await commit([later, more]);
    started.poke();

    await vi.waitFor(() => expect(bus.published).toEqual([other, more]), 5_000);
    expect((await waiting()).map(({ id }) => id).toSorted()).toEqual(idsOf([refused, behind, later]).toSorted());
  });

  it('When two relays run while events come, then none is lost and those of a subject stay in order', async () => {
    const seen: EventEnvelope[] = [];
    const slowBus = () => {
      const bus = recordingEventBus();
      bus.publish = async (envelopes) => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
        seen.push(...envelopes);
      };
      return bus;
    };
    const both = [relay(slowBus()), relay(slowBus())];
    const subjects = Array.from({ length: 20 }, () => randomUUID());
    for (let n = 0; n < 15; n += 1) {
      await Promise.all(subjects.map((subject) => commit([envelope(n, subject)])));
      for (const each of both) each.poke();
    }

    await untilEmpty();
    for (const subject of subjects) {
      const numbers = seen.filter((event) => event.subject === subject).map(({ data }) => (data as { n: number }).n);
      // At least once: only the first time counts.
      expect([...new Set(numbers)]).toEqual(Array.from({ length: 15 }, (_, n) => n));
    }
  });

  it('When two relays meet a full outbox, then all of it is published', async () => {
    const events = Array.from({ length: 700 }, (_, n) => envelope(n));
    await commit(events);

    const [one, two] = [recordingEventBus(), recordingEventBus()];
    relay(one);
    relay(two);

    await untilEmpty();
    expect([...new Set(idsOf([...one.published, ...two.published]))].toSorted()).toEqual(idsOf(events).toSorted());
  });

  it('When ids run backwards, as after a clock jump, then events still go in the order of their commits', async () => {
    const subject = randomUUID();
    const events = ['ffffffff', '88888888', '00000000'].map((start, n) => ({
      ...envelope(n, subject),
      id: start + randomUUID().slice(8),
    }));
    for (const event of events) await commit([event]);

    const bus = recordingEventBus();
    relay(bus);

    await untilEmpty();
    expect(idsOf(bus.published)).toEqual(idsOf(events));
  });

  it('When the tables are of before there was a sequence, then they get one and keep what waits', async () => {
    const events = [envelope(1), envelope(2)];
    await (database.dialect === 'mysql'
      ? sql`alter table outbox drop key outbox_sequence, drop column sequence`
      : sql`alter table outbox drop column sequence`
    ).execute(database.db);
    await commit(events);

    await addOutboxSequence(database.db);
    await addOutboxSequence(database.db);

    const bus = recordingEventBus();
    relay(bus);
    await untilEmpty();
    expect(idsOf(bus.published).toSorted()).toEqual(idsOf(events).toSorted());
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
