import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { wholeQueries } from '@tessera/testing/whole-queries';
import pg from 'pg';
import { ensureCluster } from './create-cluster.ts';
import { lockFolder } from './folder-lock.ts';
import { postgresOptions } from './postgres-options.ts';

/** More than all pools of the services together; an idle connection costs nothing here. */
const MAX_CONNECTIONS = 100;

const CHECKPOINT_MS = 30_000;

export interface EmbeddedDatabase {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * PostgreSQL (PGlite) in this process, reached by any PostgreSQL client through `url`. The data stays in `dataDir`,
 * and a committed transaction survives `kill -9`. There is one backend behind all connections, which costs three
 * things that a server has: transactions run one after the other, so code that waits for a second connection while
 * it holds a transaction waits for ever; `SET` reaches every connection; `statement_timeout` has no effect.
 */
export async function startEmbeddedPostgres(options: { dataDir: string; port?: number }): Promise<EmbeddedDatabase> {
  const lock = lockFolder(options.dataDir);
  try {
    const folder = join(options.dataDir, 'cluster');
    await ensureCluster(folder);
    const database = await PGlite.create(folder, postgresOptions);
    const server = new PGLiteSocketServer({
      db: wholeQueries(database),
      host: '127.0.0.1',
      port: options.port ?? 0,
      maxConnections: MAX_CONNECTIONS,
    });
    await server.start().catch(async (error: unknown) => {
      await database.close();
      throw error;
    });
    const url = `postgres://postgres@${server.getServerConn()}/postgres`;
    const checkpoints = setInterval(() => void checkpoint(url), CHECKPOINT_MS).unref();
    return {
      url,
      async close() {
        clearInterval(checkpoints);
        await server.stop();
        await database.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * PostgreSQL alone in a process has nobody who does this, and its write-ahead log would grow for ever. A client of its
 * own takes its turn like all others; one that fails is made up for by the next.
 */
async function checkpoint(url: string): Promise<void> {
  const client = new pg.Client(url);
  client.on('error', () => {});
  await client
    .connect()
    .then(() => client.query('CHECKPOINT'))
    .catch(() => {});
  await client.end().catch(() => {});
}
