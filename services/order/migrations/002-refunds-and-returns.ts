import { createIndex, hasColumn, hasTable } from '@tessera/service-kit/migration-steps';
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * A refund is a task of its own, so that an order may have several: tasks get an id. MySQL keeps what was done when a
 * migration is cut off, so each step looks first whether there is anything left to do.
 */
export const refundsAndReturns: Migration = {
  async up(db: Kysely<any>): Promise<void> {
    await addColumn(db, 'refunded', 'bigint');
    for (const column of ['refunds', 'returns', 'tracking']) await addColumn(db, column, 'json');

    if (await hasColumn(db, 'idempotency_keys', 'order_id'))
      await db.schema.alterTable('idempotency_keys').renameColumn('order_id', 'subject_id').execute();

    if ((await hasTable(db, 'payment_tasks')) && !(await hasColumn(db, 'payment_tasks', 'id'))) {
      await copyTasks(db);
      await db.schema.dropTable('payment_tasks').execute();
    }
    if (await hasTable(db, 'payment_tasks_by_id'))
      await db.schema.alterTable('payment_tasks_by_id').renameTo('payment_tasks').execute();
    await createIndex(db, 'payment_tasks_due', { table: 'payment_tasks', columns: ['due_at'] });
  },
};

/** A copy that was begun is worth nothing. */
async function copyTasks(db: Kysely<any>): Promise<void> {
  await db.schema.dropTable('payment_tasks_by_id').ifExists().execute();
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
}

async function addColumn(db: Kysely<any>, column: string, type: 'bigint' | 'json'): Promise<void> {
  if (!(await hasColumn(db, 'orders', column))) await db.schema.alterTable('orders').addColumn(column, type).execute();
}
