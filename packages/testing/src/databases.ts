import { randomUUID } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import { afterAll, beforeAll, describe } from 'vitest';
import { wholeQueries } from './whole-queries.ts';

/** An empty database of one's own, to be closed (and with that dropped) at the end. */
export interface TemporaryDatabase {
  readonly url: string;
  close(): Promise<void>;
}

export interface DatabaseKind {
  readonly name: 'PGlite' | 'PostgreSQL' | 'MySQL';
  /** Why it can't be used here; absent when it can. */
  readonly skipReason?: string;
  open(): Promise<TemporaryDatabase>;
}

/** Every SQL database that a suite can run on: PGlite always, servers where TEST_POSTGRES_URL / TEST_MYSQL_URL name one. */
export function temporaryDatabases(env: NodeJS.ProcessEnv = process.env): DatabaseKind[] {
  return [
    { name: 'PGlite', open: openPglite },
    server('PostgreSQL', 'TEST_POSTGRES_URL', env, openPostgres),
    server('MySQL', 'TEST_MYSQL_URL', env, openMysql),
  ];
}

/**
 * Runs one suite on each database, each time on an empty one of its own:
 * `onEachDatabase('The order repository', (url) => { it('…', () => connectDatabase(url())) })`.
 * `url()` is known inside hooks and tests only. `kinds` narrows: a PostgreSQL-only service leaves MySQL out.
 */
export function onEachDatabase(
  title: string,
  suite: (url: () => string) => void,
  kinds: readonly DatabaseKind['name'][] = ['PGlite', 'PostgreSQL', 'MySQL'],
): void {
  for (const { name, skipReason, open } of temporaryDatabases().filter((kind) => kinds.includes(kind.name))) {
    describe.skipIf(skipReason)(`${title} on ${name}${skipReason ? ` (${skipReason})` : ''}`, () => {
      let database: TemporaryDatabase | undefined;
      beforeAll(async () => {
        database = await open();
      }, 60_000);
      afterAll(() => database?.close());
      suite(() => {
        if (!database) throw new Error('The database is there inside hooks and tests only');
        return database.url;
      });
    });
  }
}

function server(
  name: DatabaseKind['name'],
  variable: string,
  env: NodeJS.ProcessEnv,
  open: (url: string, name: string) => Promise<TemporaryDatabase>,
): DatabaseKind {
  const url = env[variable];
  const skipReason = url ? undefined : `skipped: ${variable} is not set`;
  return {
    name,
    skipReason,
    open: async () => {
      if (!url) throw new Error(`${variable} is not set`);
      return open(url, `tessera_test_${randomUUID().replaceAll('-', '').slice(0, 12)}`);
    },
  };
}

async function openPglite(): Promise<TemporaryDatabase> {
  const database = await PGlite.create();
  const socket = new PGLiteSocketServer({ db: wholeQueries(database), host: '127.0.0.1', port: 0, maxConnections: 50 });
  await socket.start();
  return {
    url: `postgres://postgres@${socket.getServerConn()}/postgres`,
    close: async () => {
      await socket.stop();
      await database.close();
    },
  };
}

async function openPostgres(url: string, name: string): Promise<TemporaryDatabase> {
  const run = async (statement: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  await run(`CREATE DATABASE ${name}`);
  return { url: at(url, name), close: () => run(`DROP DATABASE ${name} WITH (FORCE)`) };
}

async function openMysql(url: string, name: string): Promise<TemporaryDatabase> {
  const run = async (statement: string) => {
    // The server's default database need not exist.
    const connection = await createConnection({ uri: at(url, '') });
    await connection.query(statement).finally(() => connection.end());
  };
  await run(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  return { url: at(url, name), close: () => run(`DROP DATABASE ${name}`) };
}

function at(url: string, database: string): string {
  const moved = new URL(url);
  moved.pathname = `/${database}`;
  return moved.href;
}
