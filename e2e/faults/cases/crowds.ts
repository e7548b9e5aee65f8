import { setTimeout as sleep } from 'node:timers/promises';
import { SANDBOX_CARDS } from '@tessera/contracts/api/payment';
import { type Case, expectThat, type Scene } from '../scene.ts';
import { call } from '../shoppers/call.ts';
import { anyPlan, comers, crowd, planFor } from '../shoppers/crowd.ts';
import { buy, buyWith, type Entry, orderRequest, type Plan } from '../shoppers/shopper.ts';

const cardToken = async ({ shop }: Scene): Promise<string> => {
  const card = { number: SANDBOX_CARDS.succeeds, expiry: '12/39', cvc: '123' };
  return (await call('POST', `${shop.payments()}/payment-methods`, { body: card })).body.token;
};

/** One unit each for so many buyers of so few units, again and again. */
async function race(scene: Scene, { rounds, buyers, units }: { rounds: number; buyers: number; units: number }) {
  const { random, shop, note } = scene;
  // Whose card was not charged keeps it for the next round.
  const tokens = await crowd({ count: buyers, parallel: 16 }, () => cardToken(scene));
  const sales: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const shelf = await scene.shelf([units]);
    const entries = await Promise.all(
      tokens.map(async (token, at) => {
        const entry = await buyWith(token, shop, planFor(shelf, random), random, { perTryMs: 20_000 });
        if (entry.acknowledged.size > 0) tokens[at] = await cardToken(scene);
        return entry;
      }),
    );
    const sold = entries.filter(({ acknowledged }) => acknowledged.size > 0).length;
    expectThat(sold <= units, `round ${round}: ${sold} of ${units} units were sold`);
    expectThat(sold === units, `round ${round}: only ${sold} of ${units} units were sold, though ${buyers} wanted one`);
    sales.push(sold);
    if (round === rounds) await scene.settle(shelf, entries);
  }
  note(`${rounds} rounds of ${buyers} buyers for ${units} units: ${units} sold in each`);
}

export const crowds: readonly Case[] = [
  {
    name: 'one-key',
    title: 'Fifty parallel posts of one key, the same key with another body, and of another shopper',
    short: true,
    async play(scene) {
      const { random, shop } = scene;
      const shelf = await scene.shelf([100]);
      const plan = planFor(shelf, random);
      const token = await cardToken(scene);
      const post = (by: Plan, method = token) =>
        call('POST', `${shop.orders()}/orders`, { ...orderRequest(by, method), withinMs: 20_000 });

      const answers = await Promise.all(Array.from({ length: 50 }, () => post(plan)));
      const ids = new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.order.id));
      const others = answers.filter(({ status }) => status !== 201 && status !== 503);
      expectThat(ids.size === 1, `fifty posts of one key made ${ids.size} orders`);
      expectThat(others.length === 0, `one of fifty was answered ${others[0]?.status}`);
      const fresh = answers.filter(({ status, headers }) => status === 201 && !headers.get('idempotent-replayed'));
      expectThat(fresh.length === 1, `${fresh.length} of fifty said that they were the first`);

      const otherBody = await post({ ...plan, email: `else-${plan.email}` });
      expectThat(otherBody.status === 422, `the key with another body was answered ${otherBody.status}`);
      const stranger = { ...planFor(shelf, random), key: plan.key };
      const forStranger = await post(stranger, await cardToken(scene));
      expectThat(forStranger.status === 201, `the key of another shopper was answered ${forStranger.status}`);
      expectThat(!ids.has(forStranger.body.order.id), 'a stranger got the order of another');

      const entry = (by: Plan, id: string): Entry => ({ plan: by, acknowledged: new Set([id]), tries: 1 });
      await scene.settle(shelf, [entry(plan, [...ids][0] ?? ''), entry(stranger, forStranger.body.order.id)]);
    },
  },
  {
    name: 'last-units',
    title: 'Two hundred buyers for five units, a hundred rounds, none oversold',
    short: true,
    withinMs: 600_000,
    play: (scene) =>
      race(scene, scene.short ? { rounds: 20, buyers: 15, units: 3 } : { rounds: 100, buyers: 200, units: 5 }),
  },
  {
    name: 'two-order-services',
    title: 'Two order services with a relay each, one of which is killed',
    async play(scene) {
      const { plant, random, shop } = scene;
      const second = await plant.addService('order');
      try {
        const shelf = await scene.shelf([1_000, 1_000]);
        const both = { ...shop, orders: () => random.pick([shop.orders(), second.url]) };
        let over = false;
        const kill = async () => {
          await sleep(4_000);
          await second.process.kill();
          await sleep(4_000);
          over = true;
        };
        const coming = comers(random, { enough: () => over, everyMs: [30, 100] }, () =>
          buy(both, anyPlan(shelf, random), random),
        );
        const [entries] = await Promise.all([coming, kill()]);
        await scene.settle(shelf, entries);
      } finally {
        await plant.removeService(second);
      }
    },
  },
];
