import { setTimeout as sleep } from 'node:timers/promises';
import { SANDBOX_CARDS } from '@tessera/contracts/api/payment';
import { type Case, expectThat, type Scene } from '../scene.ts';
import { call } from '../shoppers/call.ts';
import { crowd, planFor } from '../shoppers/crowd.ts';
import type { Shelf } from '../shoppers/shelf.ts';
import { buy, buyWith, type Entry, type Plan } from '../shoppers/shopper.ts';
import { until } from '../wait.ts';
import { letHoldsRunOut } from './holds.ts';

const SHOPPERS = 12;

const tokens = ({ shop }: Scene): Promise<string[]> =>
  crowd({ count: SHOPPERS, parallel: 4 }, async () => {
    const card = { number: SANDBOX_CARDS.succeeds, expiry: '12/39', cvc: '123' };
    return (await call('POST', `${shop.payments()}/payment-methods`, { body: card })).body.token;
  });

const everybody = (scene: Scene, shelf: Shelf, given: readonly string[], wish: Partial<Plan>, forMs: number) =>
  Promise.all(
    given.map((token) =>
      buyWith(token, scene.shop, planFor(shelf, scene.random, wish), scene.random, { forMs, perTryMs: 10_000 }),
    ),
  );

const acknowledged = (entries: readonly Entry[]) => entries.filter((entry) => entry.acknowledged.size > 0).length;

export const sagas: readonly Case[] = [
  {
    name: 'every-card-declined',
    title: 'Every payment fails for good: all is cancelled, all goods are back',
    async play(scene) {
      const shelf = await scene.shelf([100]);
      const entries = await crowd({ count: SHOPPERS, parallel: 6 }, () =>
        buy(scene.shop, planFor(shelf, scene.random, { card: 'declines' }), scene.random),
      );
      await scene.settle(shelf, entries);
    },
  },
  {
    name: 'stock-away',
    title: 'The product service goes away in mid-checkout, and the shoppers do not come back',
    async play(scene) {
      const { http } = scene.plant.services.product;
      const shelf = await scene.shelf([100]);
      const given = await tokens(scene);
      // Some reserve and do not learn of it; then nobody answers any more.
      http.loseAnswerTo(/^POST \/reservations /, 4);
      const shopping = everybody(scene, shelf, given, {}, 15_000);
      await until('reservations whose answer got lost', () => http.lost > 0, { withinMs: 10_000 });
      http.refuse();
      const entries = await shopping;
      scene.note(`${SHOPPERS - acknowledged(entries)} of ${SHOPPERS} shoppers left without an order`);
      await scene.plant.mend();
      await letHoldsRunOut(scene, shelf);
      await scene.settle(shelf, entries, { lostSales: true });
    },
  },
  {
    name: 'order-database-away',
    title: 'MariaDB goes away in mid-checkout, and the shoppers do not come back',
    async play(scene) {
      const { process, ready } = scene.plant.servers.mariadb;
      const shelf = await scene.shelf([100]);
      const given = await tokens(scene);
      const shopping = everybody(scene, shelf, given, {}, 15_000);
      await sleep(scene.random.between(40, 200));
      await process.kill({ stayDown: true });
      const entries = await shopping;
      process.start();
      await ready();
      await scene.plant.mend();
      await letHoldsRunOut(scene, shelf);
      await scene.settle(shelf, entries, { lostSales: true });
    },
  },
  {
    name: 'payment-away',
    title: 'The payment service cannot be reached: orders are taken, and paid when it is back',
    async play(scene) {
      const shelf = await scene.shelf([100]);
      const given = await tokens(scene);
      scene.plant.services.payment.http.refuse();
      const entries = await everybody(scene, shelf, given, {}, 30_000);
      expectThat(acknowledged(entries) === SHOPPERS, `only ${acknowledged(entries)} of ${SHOPPERS} orders were taken`);
      scene.plant.services.payment.http.heal();
      await scene.settle(shelf, entries, { withinMs: 120_000 });
    },
  },
  {
    name: 'payment-away-for-good',
    title: 'The payment service stays away until the holds run out: orders are cancelled, nobody is charged',
    async play(scene) {
      const shelf = await scene.shelf([100]);
      const given = await tokens(scene);
      scene.plant.services.payment.http.refuse();
      const entries = await everybody(scene, shelf, given, {}, 30_000);
      await letHoldsRunOut(scene, shelf);
      scene.plant.services.payment.http.heal();
      const { payments } = await scene.settle(shelf, entries, { lostSales: true, withinMs: 120_000 });
      expectThat(
        payments.every(({ captured }) => captured === 0),
        'somebody was charged for a cancelled order',
      );
    },
  },
  {
    name: 'refund-away',
    title: 'Paid orders are cancelled while the payment service is dead: the money goes back later, once',
    async play(scene) {
      const { plant, random, shop } = scene;
      const shelf = await scene.shelf([100]);
      const given = await tokens(scene);
      const paid = await everybody(scene, shelf, given, {}, 30_000);
      await scene.settle(shelf, paid);
      await plant.services.payment.process.kill({ stayDown: true });
      const entries = await Promise.all(
        paid.map(async (entry): Promise<Entry> => {
          const [id] = entry.acknowledged;
          const headers = { 'x-guest-id': entry.plan.guestId };
          const { status } = await call('POST', `${shop.orders()}/orders/${id}/cancel`, { headers });
          return { ...entry, plan: { ...entry.plan, cancels: true }, ...(status === 200 && { cancelled: true }) };
        }),
      );
      await sleep(random.between(15_000, 20_000));
      plant.services.payment.process.start();
      await plant.services.payment.ready();
      const facts = await scene.settle(shelf, entries, { withinMs: 120_000 });
      expectThat(
        facts.orders.every(({ status }) => status === 'refunded'),
        'not all money went back',
      );
    },
  },
];
