import { type Dialect, type Kysely, sql } from 'kysely';

/** Each database has its own: Kysely's is one for the whole server. MySQL takes 64 characters. */
const lockName = sql`sha2(concat('migrations of ', database()), 256)`;
const WAIT_S = 3_600;

/** The same dialect of MySQL, which migrates only when it got the lock: `get_lock` gives up without an error. */
export function sureOfItsLock(dialect: Dialect): Dialect {
  return {
    createAdapter: () =>
      Object.assign(dialect.createAdapter(), { acquireMigrationLock: acquire, releaseMigrationLock: release }),
    createDriver: () => dialect.createDriver(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

async function acquire(db: Kysely<any>): Promise<void> {
  const { rows } = await sql<{ got: number | null }>`select get_lock(${lockName}, ${WAIT_S}) as got`.execute(db);
  if (rows[0]?.got === 1) return;
  throw new Error('Another instance is migrating for too long: start again when it has ended');
}

async function release(db: Kysely<any>): Promise<void> {
  await sql`select release_lock(${lockName})`.execute(db);
}
