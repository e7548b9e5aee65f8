import { Kysely, MysqlDialect, PostgresDialect, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { createPool } from 'mysql2';
import pg from 'pg';

/** Longest that one statement may run, and longest that a transaction may sit idle. */
const STATEMENT_MS = 5_000;
const POOL_SIZE = 10;
const PG_INT8 = 20;

export interface Database<DB> {
  readonly db: Kysely<DB>;
  readonly dialect: 'postgres' | 'mysql';
  check(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A pool for `postgres://…` or `mysql://…` (MySQL 8, MariaDB 10.6+); creates nothing. Both sides keep times in UTC and
 * return 64-bit integers as numbers. JSON columns come back parsed on PostgreSQL and MySQL, as text on MariaDB.
 */
export function connectDatabase<DB>(url: string): Database<DB> {
  const dialect = new URL(url).protocol === 'mysql:' ? 'mysql' : 'postgres';
  const db = new Kysely<DB>({ dialect: dialect === 'mysql' ? mysqlDialect(url) : postgresDialect(url) });
  return {
    db,
    dialect,
    check: async () => void (await sql`select 1`.execute(db)),
    close: () => db.destroy(),
  };
}

function postgresDialect(url: string): PostgresDialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: STATEMENT_MS,
    statement_timeout: STATEMENT_MS,
    query_timeout: STATEMENT_MS + 1_000,
    idle_in_transaction_session_timeout: 2 * STATEMENT_MS,
    // Money and counts stay far below 2^53.
    types: {
      getTypeParser: ((oid: number, format: 'text') =>
        oid === PG_INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // An idle connection that breaks is replaced at the next query, which reports what is really wrong.
  pool.on('error', () => {});
  return new PostgresDialect({ pool });
}

function mysqlDialect(url: string): MysqlDialect {
  const pool = createPool({
    uri: url,
    connectionLimit: POOL_SIZE,
    queueLimit: 200,
    connectTimeout: STATEMENT_MS,
    timezone: '+00:00',
    charset: 'utf8mb4',
    supportBigNumbers: true,
  });
  pool.on('connection', (connection) => {
    // One statement for both families: each skips the other's executable comment.
    connection.query(
      `SET time_zone = '+00:00', innodb_lock_wait_timeout = ${STATEMENT_MS / 1_000} /*!80000 , max_execution_time = ${STATEMENT_MS} */ /*M!100100 , max_statement_time = ${STATEMENT_MS / 1_000} */`,
    );
    connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
  });
  return new MysqlDialect({ pool });
}

/** Brings the schema up to date, under a lock, so that any number of instances may start at once. */
export async function migrate<DB>(db: Kysely<DB>, migrations: Record<string, Migration>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results } = await migrator.migrateToLatest();
  if (!error) return;
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName;
  throw new Error(failed ? `Migration ${failed} failed` : 'The migrations failed', { cause: error });
}
