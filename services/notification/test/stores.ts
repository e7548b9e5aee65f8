import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe } from 'vitest';

export interface StoreSettings {
  readonly redisUrl?: string;
  readonly redisPrefix: string;
  readonly dataDir: string;
}

/** Runs one suite on the embedded store and on Redis (with keys of its own, removed at the end). */
export function onEachStore(title: string, suite: (settings: () => StoreSettings) => void): void {
  const url = process.env.TEST_REDIS_URL;
  for (const redisUrl of [undefined, url ?? '']) {
    const name = redisUrl === undefined ? 'the embedded store' : 'Redis';
    const why = redisUrl === '' ? ' (skipped: TEST_REDIS_URL is not set)' : '';
    describe.skipIf(why)(`${title} on ${name}${why}`, () => {
      let settings: StoreSettings | undefined;
      beforeAll(async () => {
        const dataDir = await mkdtemp(path.join(tmpdir(), 'tessera-test-'));
        settings = { redisUrl, redisPrefix: `test:${randomUUID()}:`, dataDir };
      });
      afterAll(async () => {
        if (!settings) return;
        if (redisUrl) await removeKeys(redisUrl, settings.redisPrefix);
        await rm(settings.dataDir, { recursive: true, force: true });
      });
      suite(() => settings as StoreSettings);
    });
  }
}

async function removeKeys(url: string, prefix: string): Promise<void> {
  const client = await createClient({ url }).connect();
  for await (const keys of client.scanIterator({ MATCH: `${prefix}*` })) if (keys.length > 0) await client.del(keys);
  client.destroy();
}
