import { randomUUID } from 'node:crypto';
import { openTap } from '../ledger/tap.ts';
import { type Case, expectThat } from '../scene.ts';
import { call } from '../shoppers/call.ts';
import { anyPlan, crowd } from '../shoppers/crowd.ts';
import { buy } from '../shoppers/shopper.ts';
import { until } from '../wait.ts';

/** Every consumer's queue, with a type that it has a handler for. */
const CONSUMERS = {
  'order.payments-and-stock': 'payment.succeeded',
  'payment.order-cancelled': 'order.cancelled',
  'product.orders': 'order.paid',
  'notification.news': 'order.paid',
} as const;

export const messages: readonly Case[] = [
  {
    name: 'events-thrice',
    title: 'Every event comes three times more, shuffled, and changes nothing',
    short: true,
    async play(scene) {
      const { auditor, random, shop } = scene;
      const shelf = await scene.shelf([200, 200]);
      const tap = await openTap(auditor.urls.rabbitmq);
      try {
        const entries = await crowd({ count: scene.short ? 12 : 40, parallel: 8 }, () =>
          buy(shop, anyPlan(shelf, random), random),
        );
        const before = await scene.settle(shelf, entries);
        const passed = [...tap.messages];
        await tap.replay(random.shuffle([...passed, ...passed, ...passed]));
        scene.note(`${passed.length} events, three times more each`);
        const after = await scene.settle(shelf, entries);
        const lasting = ({ orders, payments, products }: typeof before) => JSON.stringify([orders, payments, products]);
        expectThat(lasting(before) === lasting(after), 'repeated events changed orders, payments or stock');
      } finally {
        await tap.close();
      }
    },
  },
  {
    name: 'poison-messages',
    title: 'Messages that no retry makes right are put aside, and hold up nobody',
    async play(scene) {
      const { auditor, random, shop } = scene;
      const shelf = await scene.shelf([200, 200]);
      const tap = await openTap(auditor.urls.rabbitmq);
      try {
        const envelope = { specversion: '1.0', source: '/faults', time: new Date().toISOString(), subject: 'poison' };
        for (const [queue, type] of Object.entries(CONSUMERS)) {
          const poison = (content: string) => {
            const messageId = randomUUID();
            return tap.put(queue, Buffer.from(content), { type, messageId });
          };
          await poison('this is not JSON');
          await poison('[');
          await poison(JSON.stringify({ ...envelope, type, id: randomUUID(), data: { order: 'none' } }));
        }
        const entries = await crowd({ count: 20, parallel: 8 }, () => buy(shop, anyPlan(shelf, random), random));
        const dead = Object.fromEntries(Object.keys(CONSUMERS).map((queue) => [`${queue}.dead`, 3]));
        await scene.settle(shelf, entries, { dead });
        for (const queue of Object.keys(dead)) await auditor.purge(queue);
      } finally {
        await tap.close();
      }
    },
  },
  {
    name: 'unroutable-events',
    title: 'Events that nobody is bound for stop neither their relay nor anything behind them',
    async play(scene) {
      const { auditor, plant, random, shop } = scene;
      const shelf = await scene.shelf([200]);
      const tap = await openTap(auditor.urls.rabbitmq);
      const signIn = { email: 'shopper@tessera.test', password: 'tessera-demo' };
      try {
        for (let times = 0; times < 5; times += 1) {
          const { status } = await call('POST', `${plant.services.user.url}/login`, { body: signIn });
          expectThat(status === 200, `signing in was answered ${status}`);
        }
        const came = () => tap.messages.filter(({ fields }) => fields.routingKey === 'user.logged-in').length;
        await until('five events that nobody consumes', () => came() >= 5);
        const entries = await crowd({ count: 10, parallel: 5 }, () => buy(shop, anyPlan(shelf, random), random));
        await scene.settle(shelf, entries);
      } finally {
        await tap.close();
      }
    },
  },
];
