import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A refund is a task of its own, so that an order may have several: tasks get an id. */
export const refundsAndReturns: Migration = {
  async up(db: Kysely<any>): Promise<void> {
    await db.schema.alterTable('orders').addColumn('refunded', 'bigint').execute();
    for (const column of ['refunds', 'returns', 'tracking'])
      await db.schema.alterTable('orders').addColumn(column, 'json').execute();

    await db.schema.alterTable('idempotency_keys').renameColumn('order_id', 'subject_id').execute();

    await db.schema
      .createTable('payment_tasks_by_id')
      .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
      .addColumn('order_id', 'varchar(36)', (column) => column.notNull())
      .addColumn('kind', 'varchar(10)', (column) => column.notNull())
      .addColumn('payload', 'varchar(100)', (column) => column.notNull())
      .addColumn('amount', 'bigint')
      .addColumn('due_at', 'char(24)', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .execute();
    for (const [kind, id] of [
      ['start', 'order_id'],
      ['refund', 'payload'],
    ] as const) {
      const tasks = db
        .selectFrom('payment_tasks')
        .select([`${id} as id`, 'order_id', 'kind', 'payload', 'due_at', 'attempts'])
        .where('kind', '=', kind);
      await db
        .insertInto('payment_tasks_by_id')
        .columns(['id', 'order_id', 'kind', 'payload', 'due_at', 'attempts'])
        .expression(tasks)
        .execute();
    }
    await db.schema.dropTable('payment_tasks').execute();
    await db.schema.alterTable('payment_tasks_by_id').renameTo('payment_tasks').execute();
    await db.schema.createIndex('payment_tasks_due').on('payment_tasks').column('due_at').execute();
  },
};
