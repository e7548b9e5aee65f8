import type { EventEnvelope } from '@tessera/contracts/events/event';
import { type Kysely, MysqlAdapter, sql, type Transaction } from 'kysely';
import type { Logger } from 'pino';
import type { EventBus } from './event-bus.ts';
import type { OutboxBatch, OutboxSource } from './outbox-source.ts';
import { type Relay, runRelay } from './relay.ts';

/** The tables below stand beside those of any service. */
type AnyDatabase = any;

/** How long the inbox remembers; far beyond any redelivery. */
const INBOX_DAYS = 30;

/** For a migration: creates `outbox` and `inbox`. */
export async function createMessagingTables(db: Kysely<AnyDatabase>): Promise<void> {
  await db.schema
    .createTable('outbox')
    .addColumn('id', 'varchar(36)', (column) => column.primaryKey())
    .addColumn('envelope', 'json', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('inbox')
    .addColumn('consumer', 'varchar(100)', (column) => column.notNull())
    .addColumn('event_id', 'varchar(36)', (column) => column.notNull())
    .addColumn('processed_at', 'timestamp', (column) => column.notNull().defaultTo(sql`CURRENT_TIMESTAMP`))
    .addPrimaryKeyConstraint('inbox_pk', ['consumer', 'event_id'])
    .execute();
  await db.schema.createIndex('inbox_processed_at').on('inbox').column('processed_at').execute();
}

/** Writes events in the caller's transaction: they are published if, and only if, it commits. */
export async function addToOutbox<DB>(trx: Transaction<DB>, envelopes: readonly EventEnvelope[]): Promise<void> {
  if (envelopes.length === 0) return;
  const rows = envelopes.map((envelope) => ({ id: envelope.id, envelope: JSON.stringify(envelope) }));
  await (trx as Transaction<AnyDatabase>).insertInto('outbox').values(rows).execute();
}

/** Runs the effect in one transaction with the note that it happened; an event that was seen before does nothing. */
export async function onceOnly<DB>(
  db: Kysely<DB>,
  consumer: string,
  envelope: EventEnvelope,
  effect: (trx: Transaction<DB>) => Promise<void>,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = (trx as Transaction<AnyDatabase>).insertInto('inbox').values({ consumer, event_id: envelope.id });
    const insert = isMysql(trx) ? row.ignore() : row.onConflict((conflict) => conflict.doNothing());
    const { numInsertedOrUpdatedRows } = await insert.executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 1n) await effect(trx);
  });
}

/** Publishes what `addToOutbox` wrote, or what another store's `OutboxSource` gives. Poke it after a commit. */
export function startRelay<DB>(
  options: { bus: EventBus; logger: Logger } & ({ db: Kysely<DB> } | { source: OutboxSource }),
): Relay {
  const { bus, logger } = options;
  return runRelay({ source: 'db' in options ? sqlOutbox(options.db) : options.source, bus, logger });
}

function sqlOutbox<DB>(typed: Kysely<DB>): OutboxSource {
  const db = typed as Kysely<AnyDatabase>;
  const pruneInbox = everyHour(() => forgetOld(db));
  return {
    take: async (limit) => {
      await pruneInbox();
      // A look without a transaction first: most polls find nothing.
      if (!(await db.selectFrom('outbox').select('id').limit(1).executeTakeFirst())) return EMPTY;
      return takeLocked(db, limit);
    },
  };
}

const EMPTY: OutboxBatch = { envelopes: [], done: async () => {} };

async function takeLocked(db: Kysely<AnyDatabase>, limit: number): Promise<OutboxBatch> {
  const trx = await db.startTransaction().execute();
  try {
    const rows = await trx
      .selectFrom('outbox')
      .select(['id', 'envelope'])
      .orderBy('id')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute();
    if (rows.length === 0) {
      await trx.rollback().execute();
      return EMPTY;
    }
    return {
      envelopes: rows.map(({ envelope }) => (typeof envelope === 'string' ? JSON.parse(envelope) : envelope)),
      done: async () => {
        try {
          const ids = rows.map(({ id }) => id);
          // MySQL may read the whole table for a long list, and meet the locks of another relay: a deadlock.
          const lists = isMysql(trx) ? ids.map((id) => [id]) : [ids];
          for (const list of lists) await trx.deleteFrom('outbox').where('id', 'in', list).execute();
          await trx.commit().execute();
        } catch (error) {
          await trx.rollback().execute();
          throw error;
        }
      },
      failed: async () => void (await trx.rollback().execute()),
    };
  } catch (error) {
    await trx.rollback().execute();
    throw error;
  }
}

async function forgetOld(db: Kysely<AnyDatabase>): Promise<void> {
  const before = new Date(Date.now() - INBOX_DAYS * 86_400_000);
  await db.deleteFrom('inbox').where('processed_at', '<', before).execute();
}

function everyHour(task: () => Promise<void>): () => Promise<void> {
  let next = 0;
  return async () => {
    if (Date.now() < next) return;
    next = Date.now() + 3_600_000;
    await task();
  };
}

const isMysql = (db: Kysely<AnyDatabase>) => db.getExecutor().adapter instanceof MysqlAdapter;
