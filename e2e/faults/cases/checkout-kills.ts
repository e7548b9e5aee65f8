import { setTimeout as sleep } from 'node:timers/promises';
import type { Supervised } from '../plant/supervised.ts';
import type { Case, Scene } from '../scene.ts';
import { anyPlan, comers } from '../shoppers/crowd.ts';
import { buy } from '../shoppers/shopper.ts';

/** Shoppers come all the time; meanwhile, again and again at a random moment, one of the processes is killed. */
async function buyAmongKills(scene: Scene, victims: readonly Supervised[], kills: number) {
  const { random, shop, note } = scene;
  const shelf = await scene.shelf([500, 500, 500, 500]);
  // Each at least once, the rest by chance.
  const order = [...random.shuffle(victims), ...Array.from({ length: kills }, () => random.pick(victims))].slice(
    0,
    kills,
  );
  let killing = true;
  const kill = async () => {
    for (const victim of order) {
      await sleep(random.between(150, 1_200));
      await victim.kill();
    }
    killing = false;
  };
  const coming = comers(random, { enough: () => !killing }, () => buy(shop, anyPlan(shelf, random), random));
  const [entries] = await Promise.all([coming, kill()]);
  note(`killed: ${order.map(({ name }) => name).join(', ')}`);
  await scene.settle(shelf, entries);
}

export const checkoutKills: readonly Case[] = [
  {
    name: 'kills-in-checkout',
    title: 'SIGKILL of order, payment and product at random moments of checkout',
    short: true,
    play: (scene) => {
      const { order, payment, product } = scene.plant.services;
      return buyAmongKills(
        scene,
        [order, payment, product].map(({ process }) => process),
        scene.short ? 4 : 12,
      );
    },
  },
  {
    name: 'kills-of-everybody',
    title: 'SIGKILL of every service at random moments of checkout',
    play: (scene) =>
      buyAmongKills(
        scene,
        Object.values(scene.plant.services).map(({ process }) => process),
        18,
      ),
  },
  {
    name: 'kills-of-servers',
    title: 'SIGKILL of the broker and of each database in mid-burst',
    play: (scene) =>
      buyAmongKills(
        scene,
        Object.values(scene.plant.servers).map(({ process }) => process),
        8,
      ),
  },
  {
    name: 'broker-restart',
    title: 'SIGKILL of the broker while shoppers keep coming',
    short: true,
    play: (scene) => buyAmongKills(scene, [scene.plant.servers.rabbitmq.process], 1),
  },
];
