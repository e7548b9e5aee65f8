import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const refundVersion: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('payments')
      .addColumn('refund_version', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
  },
};
