import { setTimeout as pause } from 'node:timers/promises';
import type { EventEnvelope } from '@tessera/contracts/events/event';
import { orderPlaced } from '@tessera/contracts/events/order-placed';
import { connectEventBus } from '@tessera/messaging/connect-event-bus';
import { addToOutbox, startRelay } from '@tessera/messaging/sql-outbox';
import { connectDatabase } from '@tessera/service-kit/database';
import { createLogger } from '@tessera/service-kit/logger';
import { type ConfirmChannel, connect } from 'amqplib';
import { round } from '../tessera.ts';
import { orderEvent, QUEUE } from './order-event.ts';
import type { Servers } from './servers.ts';

const EVENTS = 10_000;
const ROUNDS = 5;
const WINDOW = 100;

/** The relay against amqplib alone, which publishes the same bytes to the same quorum queue. */
export async function measureRelay({ brokerUrl, databaseUrl }: Servers): Promise<Record<string, object>> {
  const logger = createLogger('bench', 'warn');
  const bus = await connectEventBus({ url: brokerUrl, logger });
  await bus.subscribe({ queue: QUEUE, handlers: [{ type: orderPlaced.type, handle: async () => {} }] });
  await bus.close();
  const connection = await connect(brokerUrl, { noDelay: true });
  const channel = await connection.createConfirmChannel();
  const results: Record<'raw' | 'relay', number[]> = { raw: [], relay: [] };
  try {
    // The first round warms both up and does not count.
    for (let n = 0; n <= ROUNDS; n += 1) {
      const events = Array.from({ length: EVENTS }, orderEvent);
      const raw = await timed(() => publishRaw(channel, events));
      await channel.purgeQueue(QUEUE);
      const relay = await timeRelay({ brokerUrl, databaseUrl }, events);
      await channel.purgeQueue(QUEUE);
      if (n === 0) continue;
      results.raw.push(EVENTS / raw);
      results.relay.push(EVENTS / relay);
    }
  } finally {
    await connection.close();
  }
  const [raw, relay] = [median(results.raw), median(results.relay)];
  const row = (values: number[], ratio: number) => ({
    'events/s': Math.round(median(values)),
    rounds: values.map((value) => Math.round(value)).join(' '),
    'to amqplib': round(ratio),
  });
  return {
    [`amqplib alone, ${WINDOW} unconfirmed`]: row(results.raw, 1),
    'outbox relay, PostgreSQL': row(results.relay, relay / raw),
  };
}

async function publishRaw(channel: ConfirmChannel, events: readonly EventEnvelope[]): Promise<void> {
  const rest = events[Symbol.iterator]();
  const publishNext = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const { value, done } = rest.next();
      if (done) return resolve();
      const content = Buffer.from(JSON.stringify(value));
      const options = { persistent: true, mandatory: true, messageId: value.id, type: value.type };
      channel.publish('tessera.events', value.type, content, options, (error) =>
        error ? reject(error) : resolve(publishNext()),
      );
    });
  await Promise.all(Array.from({ length: WINDOW }, publishNext));
}

/** Seconds from a full outbox to an empty one. */
async function timeRelay(
  { brokerUrl, databaseUrl }: Pick<Servers, 'brokerUrl' | 'databaseUrl'>,
  events: EventEnvelope[],
) {
  const logger = createLogger('bench', 'warn');
  const { db, close } = connectDatabase<{ outbox: { id: string } }>(databaseUrl);
  const bus = await connectEventBus({ url: brokerUrl, logger });
  for (let start = 0; start < events.length; start += 500) {
    await db.transaction().execute((trx) => addToOutbox(trx, events.slice(start, start + 500)));
  }
  const seconds = await timed(async () => {
    const relay = startRelay({ db, bus, logger });
    while (await db.selectFrom('outbox').select('id').limit(1).executeTakeFirst()) await pause(10);
    await relay.close();
  });
  await bus.close();
  await close();
  return seconds;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
