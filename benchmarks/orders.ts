// `npm run bench:orders`: durable paid orders per second through the order API, beside what the same PostgreSQL does
// with pgbench and with bare inserts, in turns. Product and payment are on PostgreSQL, orders on MariaDB, events go
// through RabbitMQ; every acknowledged commit is on disk (synchronous_commit = on, innodb_flush_log_at_trx_commit = 1).
// The servers are its own, from the binaries of this machine, and go when it ends.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { SANDBOX_CARDS } from '@tessera/contracts/api/payment';
import pg from 'pg';
import { findBinary, missingBinaries } from '../e2e/faults/plant/binaries.ts';
import { type Plant, startPlant } from '../e2e/faults/plant/plant.ts';
import { DATABASES } from '../e2e/faults/plant/services.ts';
import { treeOf } from '../e2e/faults/plant/supervised.ts';
import { createRandom } from '../e2e/faults/random.ts';
import { call } from '../e2e/faults/shoppers/call.ts';
import { crowd, planFor } from '../e2e/faults/shoppers/crowd.ts';
import { fillShelf, type Shelf } from '../e2e/faults/shoppers/shelf.ts';
import { orderRequest } from '../e2e/faults/shoppers/shopper.ts';
import { percentile, round } from './tessera.ts';

const ROUNDS = 3;
const SECONDS = 10;
const FLOOR_SECONDS = 5;
const SHOPPERS = 8;
const FLOOR_CLIENTS = 8;
/** More than can be ordered in a round. */
const TOKENS = 2_500;
/** Linux counts the CPU time of processes in hundredths of a second. */
const TICK_MS = 10;

const missing = missingBinaries();
if (missing) throw new Error(`It needs servers of its own; ${missing}`);
const random = createRandom(1, 'orders');
const plant = await startPlant({ seed: 1, direct: true });
process.once('SIGINT', () => void plant.close().finally(() => process.exit(130)));
try {
  const { postgres } = plant.servers;
  const database = (name: string) => `postgres://root@127.0.0.1:${postgres.port}/${name}`;
  const shelf = await fillShelf(database(DATABASES.product), random, Array(20).fill(1_000_000));
  await preparePgbench(postgres.port);
  await buyFor(3, shelf);
  const rows: Record<string, object> = {};
  const sums = { orders: 0, pgbench: 0, inserts: 0 };
  const used = new Map<string, number>();
  let bought = 0;
  for (let turn = 1; turn <= ROUNDS; turn += 1) {
    const orders = await buyFor(SECONDS, shelf);
    bought += orders.tookMs.length;
    for (const [name, ms] of orders.cpuMs) used.set(name, (used.get(name) ?? 0) + ms);
    const pgbench = await runPgbench(postgres.port);
    const inserts = await insertFor(FLOOR_SECONDS, database('bench'));
    rows[`round ${turn}`] = row(orders.perSecond, pgbench, inserts, orders.tookMs);
    sums.orders += orders.perSecond / ROUNDS;
    sums.pgbench += pgbench / ROUNDS;
    sums.inserts += inserts / ROUNDS;
  }
  rows.mean = row(sums.orders, sums.pgbench, sums.inserts);
  console.log(
    `\nDurable paid orders per second, ${SHOPPERS} shoppers at once, ${ROUNDS} × ${SECONDS} s, in turns with its floors`,
  );
  console.table(rows);
  const all = [...used.values()].reduce((sum, ms) => sum + ms, 0);
  console.log('\nCPU of one order, by process (ms)');
  console.table(
    Object.fromEntries([...used, ['all', all] as const].map(([name, ms]) => [name, round(ms / bought, 2)])),
  );
} finally {
  await plant.close();
}

function row(orders: number, pgbench: number, inserts: number, tookMs: readonly number[] = []) {
  return {
    'paid orders/s': round(orders, 1),
    'pgbench -N -c 8 (tps)': round(pgbench, 0),
    'bare inserts/s': round(inserts, 0),
    'orders ÷ pgbench': `${round((100 * orders) / pgbench, 1)} %`,
    'orders ÷ inserts': `${round((100 * orders) / inserts, 1)} %`,
    ...(tookMs.length > 0 && {
      'p50 ms': round(percentile(tookMs, 0.5), 0),
      'p99 ms': round(percentile(tookMs, 0.99), 0),
    }),
  };
}

/** Tokens are made beforehand: what is measured is the order and its payment. */
async function buyFor(seconds: number, shelf: Shelf) {
  const { order, payment } = plant.services as Plant['services'];
  const card = { number: SANDBOX_CARDS.succeeds, expiry: '12/39', cvc: '123' };
  const tokens: string[] = await crowd({ count: Math.ceil((TOKENS * seconds) / SECONDS), parallel: 16 }, async () => {
    return (await call('POST', `${payment.directUrl}/payment-methods`, { body: card })).body.token;
  });
  const before = cpuMs();
  const started = performance.now();
  const end = started + seconds * 1_000;
  const tookMs: number[] = [];
  await crowd({ count: tokens.length, parallel: SHOPPERS, enough: () => performance.now() > end }, async (index) => {
    const lines = [{ productId: random.pick(shelf.products).id, quantity: 1 }];
    const request = orderRequest(planFor(shelf, random, { lines }), tokens[index] ?? '');
    const asked = performance.now();
    const answer = await call('POST', `${order.directUrl}/orders`, request);
    if (answer.status !== 201 || answer.body.order.status !== 'paid') {
      throw new Error(`An order was answered ${answer.status} ${answer.body.order?.status ?? answer.body.code}`);
    }
    tookMs.push(performance.now() - asked);
  });
  const perSecond = tookMs.length / ((performance.now() - started) / 1_000);
  return {
    perSecond,
    tookMs,
    cpuMs: cpuMs().map(([name, ms], index) => [name, ms - (before[index]?.[1] ?? 0)] as const),
  };
}

/** What each process of the plant has used so far, with all below it, and this one, which plays the shoppers. */
function cpuMs(): (readonly [name: string, ms: number])[] {
  const usedBy = (pid: number) => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  };
  const running = { ...plant.servers, ...plant.services };
  const { user, system } = process.cpuUsage();
  return [
    ...Object.entries(running).map(
      ([
        name,
        {
          process: { pid },
        },
      ]) => {
        return [name, (pid ? treeOf(pid) : []).reduce((sum, each) => sum + usedBy(each), 0)] as const;
      },
    ),
    ['shoppers', (user + system) / 1_000],
  ];
}

async function pgbench(port: number, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(findBinary('pgbench') ?? 'pgbench', [
    ...['-h', '127.0.0.1', '-p', String(port), '-U', 'root'],
    ...args,
    'bench',
  ]);
  return stdout;
}

async function preparePgbench(port: number): Promise<void> {
  const client = new pg.Client(`postgres://root@127.0.0.1:${port}/postgres`);
  await client.connect();
  await client.query('CREATE DATABASE bench').finally(() => client.end());
  await pgbench(port, ['-i', '-q', '-s', '10']);
  const bench = new pg.Client(`postgres://root@127.0.0.1:${port}/bench`);
  await bench.connect();
  await bench.query('CREATE TABLE bare (id bigserial PRIMARY KEY, body text NOT NULL)').finally(() => bench.end());
}

async function runPgbench(port: number): Promise<number> {
  const out = await pgbench(port, ['-N', '-c', String(FLOOR_CLIENTS), '-j', '2', '-T', String(FLOOR_SECONDS)]);
  const tps = /tps = ([\d.]+)/.exec(out)?.[1];
  if (!tps) throw new Error(`pgbench said no tps: ${out}`);
  return Number(tps);
}

async function insertFor(seconds: number, url: string): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: FLOOR_CLIENTS });
  const started = performance.now();
  const end = started + seconds * 1_000;
  const work = async () => {
    let inserted = 0;
    for (; performance.now() < end; inserted += 1) {
      await pool.query('INSERT INTO bare (body) VALUES ($1)', ['a row of about the size of a small order'.repeat(4)]);
    }
    return inserted;
  };
  const counts = await Promise.all(Array.from({ length: FLOOR_CLIENTS }, work));
  const perSecond = counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - started) / 1_000);
  await pool.end();
  return perSecond;
}
