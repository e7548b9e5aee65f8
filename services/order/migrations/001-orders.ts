import { createIndex } from '@tessera/service-kit/migration-steps';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

// Times are ISO 8601 UTC text: they sort as they are, and no driver or server applies a time zone of its own.
// An order is one aggregate, read and written whole: what nothing searches for is JSON.
export const orders: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('orders')
      .ifNotExists()
      .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
      .addColumn('number', 'varchar(16)', (column) => column.notNull())
      .addColumn('user_id', 'varchar(36)')
      .addColumn('guest_id', 'varchar(36)')
      .addColumn('status', 'varchar(20)', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('email', 'varchar(254)', (column) => column.notNull())
      .addColumn('shipping_address', 'json', (column) => column.notNull())
      .addColumn('order_lines', 'json', (column) => column.notNull())
      .addColumn('currency', 'char(3)', (column) => column.notNull())
      .addColumn('subtotal', 'bigint', (column) => column.notNull())
      .addColumn('shipping', 'bigint', (column) => column.notNull())
      .addColumn('total', 'bigint', (column) => column.notNull())
      .addColumn('reason', 'text')
      .addColumn('status_history', 'json', (column) => column.notNull())
      .addColumn('payment', 'json', (column) => column.notNull())
      .addColumn('placed_at', 'char(24)', (column) => column.notNull())
      .addColumn('status_since', 'char(24)', (column) => column.notNull())
      .execute();
    await createIndex(db, 'orders_number', { table: 'orders', columns: ['number'], unique: true });
    await createIndex(db, 'orders_of_user', { table: 'orders', columns: ['user_id', 'placed_at'] });
    await createIndex(db, 'orders_of_guest', { table: 'orders', columns: ['guest_id', 'placed_at'] });
    await createIndex(db, 'orders_by_status', { table: 'orders', columns: ['status', 'status_since'] });

    await db.schema
      .createTable('payment_tasks')
      .ifNotExists()
      .addColumn('order_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('kind', 'varchar(10)', (column) => column.notNull())
      .addColumn('payload', 'varchar(100)', (column) => column.notNull())
      .addColumn('due_at', 'char(24)', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('payment_tasks_pk', ['order_id', 'kind'])
      .execute();
    await createIndex(db, 'payment_tasks_due', { table: 'payment_tasks', columns: ['due_at'] });

    await db.schema
      .createTable('idempotency_keys')
      .ifNotExists()
      .addColumn('id', 'char(64)', (column) => column.primaryKey())
      .addColumn('fingerprint', 'char(64)', (column) => column.notNull())
      .addColumn('order_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('lease', 'varchar(36)', (column) => column.notNull())
      .addColumn('leased_until', 'char(24)', (column) => column.notNull())
      .addColumn('answer', 'json')
      .addColumn('created_at', 'char(24)', (column) => column.notNull())
      .execute();
    await createIndex(db, 'idempotency_keys_age', { table: 'idempotency_keys', columns: ['created_at'] });
  },
};
