import { hasColumn } from '@tessera/service-kit/migration-steps';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const refundVersion: Migration = {
  async up(db: Kysely<any>): Promise<void> {
    if (await hasColumn(db, 'orders', 'refund_version')) return;
    await db.schema.alterTable('orders').addColumn('refund_version', 'integer').execute();
  },
};
