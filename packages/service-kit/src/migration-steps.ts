import { type Kysely, sql } from 'kysely';

// For migrations of MySQL, which keeps the statements of one that was cut off: what is done is not done again.

/** The tables of any service. */
type AnyDatabase = any;

const find = async (db: Kysely<AnyDatabase>, table: string) =>
  (await db.introspection.getTables()).find(({ name }) => name === table);

export const hasTable = async (db: Kysely<AnyDatabase>, table: string) => (await find(db, table)) !== undefined;

export const hasColumn = async (db: Kysely<AnyDatabase>, table: string, column: string) =>
  (await find(db, table))?.columns.some(({ name }) => name === column) ?? false;

/** Does nothing where there is one of that name. */
export async function createIndex(
  db: Kysely<AnyDatabase>,
  name: string,
  on: { table: string; columns: string[]; unique?: boolean },
): Promise<void> {
  if (await hasIndex(db, on.table, name)) return;
  const index = db.schema.createIndex(name).on(on.table).columns(on.columns);
  await (on.unique ? index.unique() : index).execute();
}

/** Where a migration is one transaction there is none yet, and MySQL has no `create index if not exists`. */
async function hasIndex(db: Kysely<AnyDatabase>, table: string, name: string): Promise<boolean> {
  if (db.getExecutor().adapter.supportsTransactionalDdl) return false;
  const { rows } = await sql`select 1 from information_schema.statistics
    where table_schema = database() and table_name = ${table} and index_name = ${name}`.execute(db);
  return rows.length > 0;
}
