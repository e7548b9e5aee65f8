import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const payments: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('payment_methods')
      .addColumn('token', 'varchar(100)', (column) => column.primaryKey())
      .addColumn('brand', 'varchar(30)', (column) => column.notNull())
      .addColumn('last4', 'char(4)', (column) => column.notNull())
      .addColumn('instrument', 'varchar(100)', (column) => column.notNull())
      .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
      .addColumn('used_for_order', 'uuid')
      .execute();
    await db.schema.createIndex('payment_methods_expiry').on('payment_methods').column('expires_at').execute();

    await db.schema
      .createTable('payments')
      .addColumn('id', 'uuid', (column) => column.primaryKey())
      .addColumn('order_id', 'uuid', (column) => column.notNull().unique())
      .addColumn('idempotency_key', 'varchar(100)', (column) => column.unique())
      .addColumn('amount', 'bigint', (column) => column.notNull().check(sql`amount >= 0`))
      .addColumn('currency', 'char(3)', (column) => column.notNull())
      .addColumn('status', 'varchar(20)', (column) => column.notNull())
      .addColumn('provider', 'varchar(30)', (column) => column.notNull())
      .addColumn('instrument', 'varchar(100)')
      .addColumn('brand', 'varchar(30)')
      .addColumn('last4', 'char(4)')
      .addColumn('message', 'text')
      .addColumn('todo', 'varchar(10)')
      .addColumn('due_at', 'timestamptz')
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('payments_due')
      .on('payments')
      .column('due_at')
      .where(sql.ref('todo'), 'is not', null)
      .execute();
  },
};
