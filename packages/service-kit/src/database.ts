import type { Socket } from 'node:net';
import { Kysely, MysqlDialect, PostgresDialect, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { createPool, type PoolConnection } from 'mysql2';
import pg from 'pg';
import { explainOutages } from './database-outage.ts';
import { UpstreamUnavailable } from './upstream-error.ts';

/** Longest that one statement may run, and longest that a transaction may sit idle. */
const STATEMENT_MS = 5_000;
/** How much longer a client waits, for a database that hangs or is cut off without a word. */
const SILENCE_MS = 1_000;
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
    connectionTimeoutMillis: statementMs,
    statement_timeout: statementMs,
    query_timeout: statementMs + SILENCE_MS,
    idle_in_transaction_session_timeout: 2 * statementMs,
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

function mysqlDialect(url: string, statementMs: number): MysqlDialect {
  const pool = createPool({
    uri: url,
    connectionLimit: POOL_SIZE,
    queueLimit: MAX_WAITING,
    connectTimeout: statementMs,
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
  return new MysqlDialect({
    pool: {
      end: (callback) => pool.end(callback),
      getConnection: (callback) => {
        let late = false;
        const timer = setTimeout(() => {
          late = true;
          callback(new UpstreamUnavailable('The database', { cause: tooLate(statementMs) }), undefined as never);
        }, statementMs);
        pool.getConnection((error, connection) => {
          clearTimeout(timer);
          if (late) connection?.release();
          else callback(error, connection);
        });
      },
    },
  });
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

/** Brings the schema up to date, under a lock, so that any number of instances may start at once. */
export async function migrate<DB>(db: Kysely<DB>, migrations: Record<string, Migration>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results } = await migrator.migrateToLatest();
  if (!error) return;
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName;
  throw new Error(failed ? `Migration ${failed} failed` : 'The migrations failed', { cause: error });
}
