import { userApi } from '@tessera/contracts/api/user';
import { createClient } from '@tessera/service-kit/api-client';
import { createLogger } from '@tessera/service-kit/logger';
import { serve } from '@tessera/service-kit/process';
import { newId } from '@tessera/service-kit/system';
import { recordingEventBus } from '@tessera/testing/recording-event-bus';
import { temporaryFolder } from '@tessera/testing/temporary-folder';
import { onTestFinished } from 'vitest';
import { compose } from '../src/compose.ts';
import { loadConfig } from '../src/config.ts';
import { openEmbeddedMongo } from './mongo-databases.ts';

/** The whole service over HTTP, with a database of its own and a clock that moves when the test says so. */
export async function startUserService(env: Record<string, string> = {}) {
  const mongo = await openEmbeddedMongo();
  const eventBus = recordingEventBus();
  let now = Date.now();
  const config = loadConfig({ DATABASE_URL: mongo.url, DATA_DIR: await temporaryFolder(), ...env });
  const deps = { eventBus, logger: createLogger('user', 'silent'), clock: { now: () => new Date(now) }, newId };
  const service = await compose(config, deps);
  const server = await serve(service.app, { port: 0 });
  onTestFinished(async () => {
    await server.close();
    await service.close();
    await mongo.close().catch(() => {});
  });
  const baseUrl = `http://127.0.0.1:${server.port}`;
  return {
    baseUrl,
    mongo,
    config,
    deps,
    published: eventBus.published,
    api: createClient(userApi, { baseUrl, deadlineMs: 10_000 }),
    /** Without the client's types, as a stranger would call. */
    send: (method: string, path: string, body?: unknown, accessToken?: string) =>
      fetch(baseUrl + path, {
        method,
        headers: {
          'content-type': 'application/json',
          'idempotency-key': newId(),
          ...(accessToken && { authorization: `Bearer ${accessToken}` }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
    pass: (seconds: number) => {
      now += seconds * 1_000;
    },
  };
}

/** For what may be created once only. */
export const keyed = () => ({ headers: { 'idempotency-key': newId() } });
export const ada = { email: 'ada@example.com', name: 'Ada', password: 'correct horse' };
export const home = { name: 'Ada', line1: 'Ring 1', postalCode: '1010', city: 'Vienna', country: 'AT' };
