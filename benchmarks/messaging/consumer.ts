// A process of its own: does each event's effect once, and tells when that was committed.
import { orderPlaced } from '@tessera/contracts/events/order-placed';
import { connectEventBus } from '@tessera/messaging/connect-event-bus';
import { onceOnly } from '@tessera/messaging/sql-outbox';
import { connectDatabase } from '@tessera/service-kit/database';
import { createLogger } from '@tessera/service-kit/logger';
import { QUEUE } from './order-event.ts';

export interface Effect {
  readonly id: string;
  /** Nanoseconds of the machine's monotonic clock, which all processes share. */
  readonly at: string;
}

const [, , databaseUrl = '', brokerUrl = ''] = process.argv;
const { db } = connectDatabase<{ effect: { event_id: string } }>(databaseUrl);
const bus = await connectEventBus({ url: brokerUrl, logger: createLogger('bench-consumer', 'warn') });
await bus.subscribe({
  queue: QUEUE,
  handlers: [
    {
      type: orderPlaced.type,
      handle: async (envelope) => {
        await onceOnly(db, 'bench', envelope, async (trx) => {
          await trx.insertInto('effect').values({ event_id: envelope.id }).execute();
        });
        process.send?.({ id: envelope.id, at: String(process.hrtime.bigint()) } satisfies Effect);
      },
    },
  ],
});
process.send?.('ready');
