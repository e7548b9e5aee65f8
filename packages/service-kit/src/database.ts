import type { Socket } from 'node:net';
import { type Dialect, Kysely, MysqlDialect, PostgresDialect, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { createPool, type PoolConnection } from 'mysql2';
import pg from 'pg';
import { explainOutages } from './database-outage.ts';
import { sureOfItsLock } from './migration-lock.ts';
import { UpstreamUnavailable } from './upstream-error.ts';

/** Longest that one statement of a request may run, and longest to wait for a connection. */
const STATEMENT_MS = 5_000;
/** One of a migration rebuilds a large table, or waits for another instance that does. */
const MIGRATION_STATEMENT_MS = 3_600_000;
/** How much longer a client waits, for a database that hangs or is cut off without a word. */
const SILENCE_MS = 1_000;
/** When a connection that says nothing is asked whether there is still somebody: a migration's may wait for long. */
const KEEP_ALIVE_MS = 10_000;
const POOL_SIZE = 10;
/** Whoever comes later would wait in vain. */
const MAX_WAITING = 400;
const PG_INT8 = 20;

export interface Database<DB> {
  readonly db: Kysely<DB>;
  readonly dialect: 'postgres' | 'mysql';
  check(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A pool for `postgres://…` or `mysql://…` (MySQL 8, MariaDB 10.6+); creates nothing. Both sides keep times in UTC and
 * return 64-bit integers as numbers. JSON columns come back parsed on PostgreSQL and MySQL, as text on MariaDB. A database
 * that is away, full, hangs or has too much to do is an `UpstreamUnavailable`; every wait for it ends.
 */
export function connectDatabase<DB>(url: string, { statementMs = STATEMENT_MS } = {}): Database<DB> {
  const dialect = new URL(url).protocol === 'mysql:' ? 'mysql' : 'postgres';
  const db = new Kysely<DB>({
    dialect: explainOutages(dialect === 'mysql' ? mysqlDialect(url, statementMs) : postgresDialect(url, statementMs)),
  });
  return {
    db,
    dialect,
    check: async () => void (await sql`select 1`.execute(db)),
    close: () => db.destroy(),
  };
}

function postgresDialect(url: string, statementMs: number): PostgresDialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: patience(statementMs),
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    statement_timeout: statementMs,
    query_timeout: statementMs + SILENCE_MS,
    idle_in_transaction_session_timeout: 2 * patience(statementMs),
    // Money and counts stay far below 2^53.
    types: {
      getTypeParser: ((oid: number, format: 'text') =>
        oid === PG_INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // An idle connection that breaks is replaced at the next query, which reports what is really wrong.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    // One that breaks in use tells its query; unheard, it would end the process.
    client.on('error', () => {});
    dropWhenSilent(client);
  });
  return new PostgresDialect({
    pool: {
      options: pool.options,
      end: () => pool.end(),
      connect: async () => {
        if (pool.waitingCount >= MAX_WAITING) throw new UpstreamUnavailable('The database', { cause: tooMany() });
        return pool.connect();
      },
    },
  });
}

/** Long statements are no reason to wait for a database that is away. */
const patience = (statementMs: number) => Math.min(statementMs, STATEMENT_MS);

const tooMany = () => new Error(`${MAX_WAITING} wait for a connection already`);

/** A connection whose answer did not come in time is not used again: the late answer would be taken for another's. */
function dropWhenSilent(client: pg.ClientBase): void {
  const query = client.query.bind(client) as (...input: unknown[]) => Promise<unknown>;
  const bounded = async (...input: unknown[]) => {
    try {
      return await query(...input);
    } catch (error) {
      if (error instanceof Error && error.message === 'Query read timeout') streamOf(client).destroy();
      throw error;
    }
  };
  client.query = bounded as typeof client.query;
}

const streamOf = (client: pg.ClientBase) => (client as unknown as { connection: { stream: Socket } }).connection.stream;

function mysqlDialect(url: string, statementMs: number): Dialect {
  const waitMs = patience(statementMs);
  const pool = createPool({
    uri: url,
    connectionLimit: POOL_SIZE,
    queueLimit: MAX_WAITING,
    connectTimeout: waitMs,
    keepAliveInitialDelay: KEEP_ALIVE_MS,
    timezone: '+00:00',
    charset: 'utf8mb4',
    supportBigNumbers: true,
  });
  pool.on('connection', (connection) => {
    boundQueries(connection as unknown as PoolConnection, statementMs + SILENCE_MS);
    // One statement for both families: each skips the other's executable comment.
    connection.query(
      `SET time_zone = '+00:00', innodb_lock_wait_timeout = ${Math.ceil(statementMs / 1_000)} /*!80000 , max_execution_time = ${statementMs} */ /*M!100100 , max_statement_time = ${statementMs / 1_000} */`,
    );
    connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
  });
  const dialect = new MysqlDialect({
    pool: {
      end: (callback) => pool.end(callback),
      getConnection: (callback) => {
        let late = false;
        const timer = setTimeout(() => {
          late = true;
          callback(new UpstreamUnavailable('The database', { cause: tooLate(waitMs) }), undefined as never);
        }, waitMs);
        pool.getConnection((error, connection) => {
          clearTimeout(timer);
          if (late) connection?.release();
          else callback(error, connection);
        });
      },
    },
  });
  return sureOfItsLock(dialect);
}

const tooLate = (ms: number) => new Error(`no connection in ${ms} ms`);

/** mysql2 times a query only when asked to, and would then use the connection again. */
function boundQueries(connection: PoolConnection, timeout: number): void {
  const query = connection.query.bind(connection) as (...input: unknown[]) => unknown;
  const bounded = (
    sql: string,
    values?: unknown,
    done?: (error: { code?: string } | null, ...rest: unknown[]) => void,
  ) =>
    query({ sql, timeout }, values, (error: { code?: string } | null, ...rest: unknown[]) => {
      if (error?.code === 'PROTOCOL_SEQUENCE_TIMEOUT') connection.destroy();
      done?.(error, ...rest);
    });
  connection.query = bounded as typeof connection.query;
}

/**
 * Brings the schema up to date, under a lock, so that any number of instances may start at once: the later ones wait.
 * Over connections of its own, whose statements may take an hour. MySQL keeps every statement of a migration that is
 * cut off: there each step finds out whether it was done.
 */
export async function migrate(
  url: string,
  migrations: Record<string, Migration>,
  { statementMs = MIGRATION_STATEMENT_MS } = {},
): Promise<void> {
  const { db, close } = connectDatabase<unknown>(url, { statementMs });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results } = await migrator.migrateToLatest().finally(close);
  if (!error) return;
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName;
  throw new Error(failed ? `Migration ${failed} failed` : 'The migrations failed', { cause: error });
}
