import type { Kysely, Transaction } from 'kysely';
import type { ProviderEvent, ProviderEvents } from '../domain/provider-events.ts';
import type { PaymentTables } from './payment-tables.ts';

/** Notes in the effect's own transaction that it happens; false when it has happened before. */
export async function noteOnce(trx: Transaction<PaymentTables>, event: ProviderEvent, now: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('provider_events')
    .values({ provider: event.provider, event_id: event.id, processed_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export function createProviderEvents(db: Kysely<PaymentTables>): ProviderEvents {
  return {
    async known({ provider, id }) {
      const rows = db.selectFrom('provider_events').select('event_id');
      return (await rows.where('provider', '=', provider).where('event_id', '=', id).executeTakeFirst()) !== undefined;
    },
    async purge(before) {
      await db.deleteFrom('provider_events').where('processed_at', '<', before).execute();
    },
  };
}
