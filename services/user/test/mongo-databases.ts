import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedMongo } from '@tessera/tools/embedded/mongo/server';
import { createConnection } from 'mongoose';
import { afterAll, beforeAll, describe } from 'vitest';

export interface TemporaryMongo {
  readonly url: string;
  close(): Promise<void>;
}

/** The embedded server with an empty folder of its own. */
export async function openEmbeddedMongo(): Promise<TemporaryMongo> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tessera-mongo-'));
  const server = await startEmbeddedMongo({ dataDir });
  return {
    url: server.url,
    async close() {
      await server.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** A database of its own on the server that TEST_MONGODB_URL names, dropped at the end. */
async function openOnServer(): Promise<TemporaryMongo> {
  const url = new URL(process.env.TEST_MONGODB_URL ?? '');
  url.pathname = `/tessera_test_${randomUUID().slice(0, 8)}`;
  return {
    url: url.href,
    async close() {
      const connection = await createConnection(url.href).asPromise();
      await connection.dropDatabase();
      await connection.close();
    },
  };
}

/** Runs one suite on the embedded server and, where there is one, on MongoDB itself. */
export function onEachMongo(title: string, suite: (url: () => string) => void): void {
  const reason = process.env.TEST_MONGODB_URL ? undefined : 'skipped: TEST_MONGODB_URL is not set';
  for (const { name, open, skip } of [
    { name: 'the embedded server', open: openEmbeddedMongo, skip: undefined },
    { name: 'MongoDB', open: openOnServer, skip: reason },
  ]) {
    describe.skipIf(skip)(`${title} on ${name}${skip ? ` (${skip})` : ''}`, () => {
      let database: TemporaryMongo;
      beforeAll(async () => {
        database = await open();
      });
      afterAll(() => database.close());
      suite(() => database.url);
    });
  }
}
