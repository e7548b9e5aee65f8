// `node benchmarks/catalogue-cache.ts <postgres url> <redis url>`: a page of the catalogue and a product page with what is
// remembered in Redis, in the process, and with nothing: requests and database queries. Uses a database of its own.
import { Agent, get } from 'node:http';
import { connectDatabase } from '@tessera/service-kit/database';
import { createLogger } from '@tessera/service-kit/logger';
import { serve } from '@tessera/service-kit/process';
import { newId, systemClock } from '@tessera/service-kit/system';
import { recordingEventBus } from '@tessera/testing/recording-event-bus';
import { sql } from 'kysely';
import { compose } from '../services/product/src/compose.ts';

const REQUESTS = 2_000;
const AT_ONCE = 32;
const [postgres = 'postgres://root@127.0.0.1:5432/postgres', redis = 'redis://127.0.0.1:6379'] = process.argv.slice(2);

const name = `tessera_bench_${newId().slice(-8)}`;
const admin = connectDatabase<never>(postgres);
await sql.raw(`create database ${name}`).execute(admin.db);
const databaseUrl = Object.assign(new URL(postgres), { pathname: `/${name}` }).href;
const stores = {
  'nothing remembered': { redisUrl: 'redis://127.0.0.1:1' },
  'in the process': {},
  'in Redis': { redisUrl: redis },
};
const rows: Record<string, object> = {};
try {
  for (const [store, config] of Object.entries(stores)) {
    const service = await compose(
      {
        port: 0,
        databaseUrl,
        dataDir: '',
        userServiceUrl: 'http://127.0.0.1:1',
        redisPrefix: `${name}:`,
        demoData: true,
        ...config,
      },
      { eventBus: recordingEventBus(), logger: createLogger('bench', 'silent'), clock: systemClock, newId },
    );
    const server = await serve(service.app, { port: 0 });
    for (const path of ['/products?category=music&sort=rating', '/products/bruno-the-bear']) {
      await requests(server.port, path, 200);
      const queries = await statements();
      const started = performance.now();
      await requests(server.port, path, REQUESTS);
      const seconds = (performance.now() - started) / 1_000;
      rows[`${path}, ${store}`] = {
        'requests/s': Math.round(REQUESTS / seconds),
        'transactions of the database a request': (((await statements()) - queries) / REQUESTS).toFixed(3),
      };
    }
    await server.close();
    await service.close();
  }
} finally {
  await sql.raw(`drop database ${name} with (force)`).execute(admin.db);
  await admin.close();
}
console.table(rows);

/** PostgreSQL's own count, which it brings up to date once a second at the latest. */
async function statements(): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const { rows } = await sql<{ count: number }>`
    select xact_commit + xact_rollback as count from pg_stat_database where datname = ${name}`.execute(admin.db);
  return rows[0]?.count ?? 0;
}

async function requests(port: number, path: string, count: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  let left = count;
  const ask = async () => {
    while (left > 0) {
      left -= 1;
      await new Promise<void>((resolve, reject) => {
        get({ port, host: '127.0.0.1', path, agent }, (response) => {
          if (response.statusCode !== 200) reject(new Error(`${path} answered ${response.statusCode}`));
          response.resume().once('end', resolve);
        }).once('error', reject);
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  agent.destroy();
}
