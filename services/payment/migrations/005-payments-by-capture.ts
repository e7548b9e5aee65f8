import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Refunds of a provider's dashboard name nothing else of ours. */
export const paymentsByCapture: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createIndex('payments_capture')
      .on('payments')
      .column('capture')
      .where(sql.ref('capture'), 'is not', null)
      .execute();
  },
};
