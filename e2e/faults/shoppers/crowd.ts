import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../random.ts';
import { type Shelf, totalOf } from './shelf.ts';
import type { Entry, Plan } from './shopper.ts';

const CARDS = [
  'succeeds',
  'succeeds',
  'succeeds',
  'succeeds',
  'succeeds',
  'succeeds',
  'slowWebhook',
  'declines',
  'secondStep',
] as const;

/** A shopper like any: mostly pays, sometimes is declined, asked by the bank, changes their mind, or is not pleased. */
export function anyPlan(shelf: Shelf, random: Random): Plan {
  const wanted = random.shuffle(shelf.products).slice(0, random.between(1, Math.min(3, shelf.products.length)));
  const lines = wanted.map(({ id }) => ({ productId: id, quantity: random.between(1, 3) }));
  const plan = { lines, card: random.pick(CARDS), approves: random.next() < 0.7, cancels: random.next() < 0.12 };
  const regrets = plan.card === 'succeeds' && !plan.cancels ? random.next() : 1;
  return planFor(shelf, random, {
    ...plan,
    ...(regrets < 0.15 && { sendsBack: random.between(1, lines[0]?.quantity ?? 1) }),
    // Less than the cheapest order costs.
    ...(regrets >= 0.15 && regrets < 0.3 && { getsBack: random.between(1, 500) }),
  });
}

/** One who wants a unit of the first product and pays. */
export function planFor(shelf: Shelf, random: Random, wish: Partial<Plan> = {}): Plan {
  const id = random.id();
  const lines = wish.lines ?? [{ productId: shelf.products[0]?.id ?? '', quantity: 1 }];
  return {
    guestId: random.id(),
    key: `faults-${id}`,
    email: `shopper-${id}@example.com`,
    lines,
    card: 'succeeds',
    approves: true,
    cancels: false,
    sendsBack: 0,
    getsBack: 0,
    expectedTotal: totalOf(shelf, lines),
    ...wish,
  };
}

/** Shoppers keep coming, each on their own, until `enough`; resolves when the last one has gone. */
export async function comers(
  random: Random,
  {
    enough,
    most = 400,
    everyMs = [20, 120],
  }: { enough: () => boolean; most?: number; everyMs?: readonly [number, number] },
  shopper: () => Promise<Entry>,
): Promise<Entry[]> {
  const came: Promise<Entry>[] = [];
  while (!enough() && came.length < most) {
    came.push(shopper());
    await sleep(random.between(...everyMs));
  }
  return Promise.all(came);
}

/** Works through `count` tasks, `parallel` at a time, and starts no more once `enough` says so. */
export async function crowd<T>(
  { count, parallel, enough = () => false }: { count: number; parallel: number; enough?: () => boolean },
  task: (index: number) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const work = async () => {
    while (next < count && !enough()) {
      const index = next;
      next += 1;
      results.push(await task(index));
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  return results;
}
