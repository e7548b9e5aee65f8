import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const refundsAndProviders: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('payments')
      .addColumn('reference', 'varchar(255)')
      .addColumn('redirect_url', 'text')
      .addColumn('capture', 'varchar(255)')
      .addColumn('refunded', 'bigint', (column) => column.notNull().defaultTo(0))
      .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema
      .alterTable('payments')
      .addCheckConstraint('payments_refunded_once', sql`refunded between 0 and amount`)
      .execute();

    await db.schema
      .createTable('refunds')
      .addColumn('id', 'uuid', (column) => column.primaryKey())
      .addColumn('payment_id', 'uuid', (column) => column.notNull().references('payments.id'))
      .addColumn('idempotency_key', 'varchar(100)', (column) => column.notNull())
      .addColumn('asked', 'bigint')
      .addColumn('amount', 'bigint', (column) => column.notNull().check(sql`amount > 0`))
      .addColumn('status', 'varchar(20)', (column) => column.notNull())
      .addColumn('reference', 'varchar(255)')
      .addColumn('reason', 'text')
      .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('due_at', 'timestamptz', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull())
      .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
      .addUniqueConstraint('refunds_key', ['payment_id', 'idempotency_key'])
      .execute();
    await db.schema
      .createIndex('refunds_due')
      .on('refunds')
      .column('due_at')
      .where(sql.ref('status'), '=', sql.lit('pending'))
      .execute();

    await db.schema
      .createTable('provider_events')
      .addColumn('provider', 'varchar(30)', (column) => column.notNull())
      .addColumn('event_id', 'varchar(255)', (column) => column.notNull())
      .addColumn('processed_at', 'timestamptz', (column) => column.notNull())
      .addPrimaryKeyConstraint('provider_events_pk', ['provider', 'event_id'])
      .execute();
    await db.schema.createIndex('provider_events_age').on('provider_events').column('processed_at').execute();

    await takeOver(db);
  },
};

/** What the sandbox did before refunds had rows of their own. */
async function takeOver(db: Kysely<unknown>): Promise<void> {
  await sql`update payments set todo = 'settle' where todo = 'charge'`.execute(db);
  await sql`update payments set todo = 'settle', due_at = updated_at where status = 'requires-action'`.execute(db);
  await sql`update payments set reference = 'sandbox_' || id where provider = 'sandbox'`.execute(db);
  await sql`update payments set capture = 'sandbox_' || id
    where status in ('succeeded', 'refunded') or todo = 'refund'`.execute(db);
  await sql`insert into refunds
    (id, payment_id, idempotency_key, amount, status, due_at, created_at, updated_at)
    select id, id, 'rest', amount, case status when 'refunded' then 'succeeded' else 'pending' end,
      updated_at, updated_at, updated_at
    from payments where amount > 0 and (status = 'refunded' or todo = 'refund')`.execute(db);
  await sql`update payments set refunded = amount where status = 'refunded'`.execute(db);
  await sql`update payments set todo = null, due_at = null where todo = 'refund'`.execute(db);
}
