import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceName } from '../plant/services.ts';
import type { Case, Scene } from '../scene.ts';
import { anyPlan } from '../shoppers/crowd.ts';
import { buy, type Entry } from '../shoppers/shopper.ts';

/** What two cores can bear. */
const MOST = 400;
const EVERYBODY: readonly ServiceName[] = ['order', 'payment', 'product', 'notification', 'cart', 'user'];

/** Shoppers come all the time; meanwhile, again and again at a random moment, a random service is killed. */
async function buyAmongKills(scene: Scene, victims: readonly ServiceName[], kills: number) {
  const { plant, random, shop, note } = scene;
  const shelf = await scene.shelf([500, 500, 500, 500]);
  let killing = true;
  const killed: string[] = [];
  const killer = async () => {
    // Each at least once, the rest by chance.
    const order = [...random.shuffle(victims), ...Array.from({ length: kills }, () => random.pick(victims))].slice(
      0,
      kills,
    );
    for (const name of order) {
      await sleep(random.between(150, 1_200));
      await plant.services[name].process.kill();
      killed.push(name);
    }
    killing = false;
  };
  const comers: Promise<Entry>[] = [];
  const door = async () => {
    while (killing && comers.length < MOST) {
      comers.push(buy(shop, anyPlan(shelf, random), random));
      await sleep(random.between(20, 120));
    }
  };
  await Promise.all([door(), killer()]);
  const entries = await Promise.all(comers);
  note(`killed: ${killed.join(', ')}`);
  await scene.settle(shelf, entries);
}

export const checkoutKills: readonly Case[] = [
  {
    name: 'kills-in-checkout',
    title: 'SIGKILL of order, payment and product at random moments of checkout',
    short: true,
    play: (scene) => buyAmongKills(scene, ['order', 'payment', 'product'], scene.short ? 4 : 12),
  },
  {
    name: 'kills-of-everybody',
    title: 'SIGKILL of every service at random moments of checkout',
    play: (scene) => buyAmongKills(scene, EVERYBODY, 18),
  },
];
