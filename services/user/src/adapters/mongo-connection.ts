import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, createConnection } from 'mongoose';
import { isUnreachable } from './while-reachable.ts';

/** How long a start waits for a database that starts too, or for a process too busy to hear its answer. */
const START_MS = 30_000;
const PAUSE_MS = 500;

/** Every wait for the database ends: for a server 3 s, for an answer 5 s. */
const OPTIONS = {
  serverSelectionTimeoutMS: 3_000,
  connectTimeoutMS: 3_000,
  socketTimeoutMS: 5_000,
  waitQueueTimeoutMS: 3_000,
  maxPoolSize: 20,
  autoIndex: false,
  autoCreate: false,
  bufferCommands: false,
  writeConcern: { w: 'majority', journal: true },
} as const;

export interface Mongo {
  readonly connection: Connection;
  check(): Promise<unknown>;
  close(): Promise<void>;
}

/** `mongodb://host:27017/database`. `prepare` is begun again on a new connection when the one it had was lost. */
export async function connectMongo(url: string, prepare: (connection: Connection) => Promise<void>): Promise<Mongo> {
  for (const until = Date.now() + START_MS; ; await sleep(PAUSE_MS)) {
    const connection = createConnection(url, OPTIONS);
    try {
      await connection.asPromise();
      await prepare(connection);
      return {
        connection,
        check: async () => connection.db?.command({ ping: 1 }),
        close: () => connection.close(),
      };
    } catch (error) {
      await connection.close().catch(() => {});
      if (!isUnreachable(error) || Date.now() > until) throw error;
    }
  }
}

/** E11000: a value that has to be unique is there already. */
export const isDuplicateKey = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 11000;
