import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cannotMount } from '../plant/plant.ts';
import { type Case, expectThat, type Scene } from '../scene.ts';
import { anyPlan, comers, planFor } from '../shoppers/crowd.ts';
import { buy, type Entry } from '../shoppers/shopper.ts';

interface During {
  readonly everyMs?: readonly [number, number];
  /** What the shoppers are like; like any, unless it says so. */
  readonly pays?: true;
  readonly lostSales?: boolean;
}

/** Shoppers come while `trouble` lasts; then everything is mended, and the books must be exact. */
async function buyThrough(
  scene: Scene,
  trouble: (entries: () => readonly Entry[]) => Promise<void>,
  { everyMs = [100, 250], pays, lostSales = false }: During = {},
): Promise<void> {
  const { random, shop, plant } = scene;
  const shelf = await scene.shelf([1_000, 1_000]);
  let over = false;
  const gone: Entry[] = [];
  const coming = comers(random, { enough: () => over, everyMs }, async () => {
    const entry = await buy(shop, pays ? planFor(shelf, random) : anyPlan(shelf, random), random, { forMs: 120_000 });
    gone.push(entry);
    return entry;
  });
  const troubled = trouble(() => gone).finally(() => {
    over = true;
  });
  const [entries] = await Promise.all([coming, troubled]);
  await plant.mend();
  await scene.settle(shelf, entries, { lostSales });
}

export const outages: readonly Case[] = [
  {
    name: 'broker-away',
    title: 'The broker is down for a minute while orders go on being taken',
    withinMs: 240_000,
    play: (scene) =>
      buyThrough(
        scene,
        async (gone) => {
          const { process, ready } = scene.plant.servers.rabbitmq;
          await process.kill({ stayDown: true });
          await sleep(60_000);
          const taken = gone().filter(({ acknowledged }) => acknowledged.size > 0).length;
          scene.note(`${taken} orders were acknowledged without a broker`);
          expectThat(taken >= 60, `only ${taken} orders were acknowledged in a minute without a broker`);
          process.start();
          await ready();
        },
        { everyMs: [300, 700], pays: true },
      ),
  },
  {
    name: 'service-stopped',
    title: 'SIGSTOP of the payment service for half a minute',
    play: (scene) => buyThrough(scene, () => stopped(scene.plant.services.payment, 30_000)),
  },
  {
    name: 'database-stopped',
    title: 'SIGSTOP of PostgreSQL for half a minute',
    withinMs: 240_000,
    play: (scene) => buyThrough(scene, () => stopped(scene.plant.servers.postgres, 30_000), { everyMs: [300, 700] }),
  },
  {
    name: 'disk-full',
    title: 'PostgreSQL’s disk is full for a while',
    skip: cannotMount,
    withinMs: 240_000,
    play: (scene) =>
      buyThrough(
        scene,
        async () => {
          const disk = scene.plant.smallDisk;
          if (!disk) throw new Error('this plant has no small disk');
          await sleep(2_000);
          const ballast = path.join(disk, 'ballast');
          fill(ballast);
          await sleep(12_000);
          rmSync(ballast);
        },
        { everyMs: [200, 400] },
      ),
  },
  {
    name: 'broker-disk-full',
    title: 'The broker’s disk alarm blocks all publishers',
    play: (scene) =>
      buyThrough(scene, async () => {
        const { control } = scene.plant.servers.rabbitmq;
        await sleep(1_000);
        await control('set_disk_free_limit', '100000000000000');
        await sleep(15_000);
        await control('set_disk_free_limit', '50000000');
      }),
  },
  {
    name: 'clock-jumps',
    title: 'Clocks of order, payment and product jump by an hour, ahead and back',
    play: (scene) =>
      buyThrough(
        scene,
        async () => {
          const { order, payment, product, notification } = scene.plant.services;
          for (const service of scene.random.shuffle([order, payment, product, notification])) {
            for (const hours of [1, -1, 0]) {
              service.jumpClock(hours * 3_600_000);
              await sleep(1_500);
            }
          }
        },
        // A hold of half an hour that is suddenly over is over.
        { lostSales: true },
      ),
  },
  {
    name: 'bad-network',
    title: 'Latency, jitter, thin lines and tiny slices on every way',
    play: (scene) =>
      buyThrough(scene, async () => {
        const { order, payment, product } = scene.plant.services;
        for (const { http, store, broker } of [order, payment, product]) {
          http.poison('down', { latencyMs: 50, jitterMs: 300 });
          store.poison('down', { latencyMs: 2, jitterMs: 10, sliceBytes: 200 });
          broker.poison('up', { latencyMs: 5, jitterMs: 50, bytesPerSecond: 50_000 });
        }
        for (let round = 0; round < 6; round += 1) {
          await sleep(2_000);
          const service = scene.random.pick([order, payment, product]);
          scene.random.pick([service.http, service.store, service.broker]).cut();
        }
      }),
  },
];

async function stopped({ process }: { process: { pause(): void; resume(): void } }, ms: number): Promise<void> {
  await sleep(2_000);
  process.pause();
  await sleep(ms);
  process.resume();
}

/** Writes until there is no room left. */
function fill(file: string): void {
  const handle = openSync(file, 'w');
  try {
    for (const size of [1 << 20, 1 << 12]) {
      const block = Buffer.alloc(size);
      try {
        while (writeSync(handle, block) === size);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    }
  } finally {
    closeSync(handle);
  }
}
