import { setTimeout as sleep } from 'node:timers/promises';
import { openTap } from '../ledger/tap.ts';
import type { ServiceName } from '../plant/services.ts';
import { type Case, expectThat, type Scene } from '../scene.ts';
import { comers, planFor } from '../shoppers/crowd.ts';
import { buy } from '../shoppers/shopper.ts';
import { until } from '../wait.ts';

/** How many answers of each kind get lost. */
const TIMES = 5;

type Producer = 'order' | 'payment' | 'product';
const PRODUCERS: readonly Producer[] = ['order', 'payment', 'product'];

const rowsIn = async ({ auditor }: Scene, service: Producer, table: 'outbox' | 'inbox'): Promise<number> =>
  Number((await auditor.sql[service](`SELECT count(*) AS n FROM ${table}`))[0].n);

/** Shoppers buy while `moment` brings a service to where it hurts most and kills it there. */
async function buyDuring(scene: Scene, moment: (service: Producer) => Promise<void>) {
  const { random, shop } = scene;
  const shelf = await scene.shelf([500]);
  let over = false;
  const moments = async () => {
    for (const service of PRODUCERS) {
      await moment(service);
      scene.plant.services[service].broker.heal();
      await scene.plant.services[service].ready();
    }
    over = true;
  };
  // One in four changes their mind, so that every consumer has something to do.
  const wish = () => ({ cancels: random.next() < 0.25 });
  const coming = comers(random, { enough: () => over, everyMs: [100, 200] }, () =>
    buy(shop, planFor(shelf, random, wish()), random),
  );
  const [entries] = await Promise.all([coming, moments()]);
  await scene.settle(shelf, entries);
}

export const worstMoments: readonly Case[] = [
  {
    name: 'kill-after-commit',
    title: 'SIGKILL after the commit, before the event is published',
    play: (scene) =>
      buyDuring(scene, async (service) => {
        const { broker, process } = scene.plant.services[service];
        broker.poison('up', { hole: true });
        await until(`events in the outbox of ${service}`, async () => (await rowsIn(scene, service, 'outbox')) >= 3);
        await process.kill();
      }),
  },
  {
    name: 'kill-after-publish',
    title: 'SIGKILL after the event is published, before the outbox knows',
    play: async (scene) => {
      const tap = await openTap(scene.auditor.urls.rabbitmq);
      try {
        await buyDuring(scene, async (service) => {
          const { broker, process } = scene.plant.services[service];
          const before = tap.messages.length;
          broker.poison('down', { hole: true });
          const fromIt = () =>
            tap.messages
              .slice(before)
              .some(({ content }) => JSON.parse(content.toString()).source === `/services/${service}`);
          await until(`an event of ${service} at the broker that its outbox still has`, async () => {
            return fromIt() && (await rowsIn(scene, service, 'outbox')) > 0;
          });
          await process.kill();
        });
        expectThat(tap.repeats() > 0, 'no event came twice: the moment was missed');
        scene.note(`${tap.repeats()} of ${tap.messages.length} events came again`);
      } finally {
        await tap.close();
      }
    },
  },
  {
    name: 'kill-after-effect',
    title: 'SIGKILL of a consumer after its effect, before its acknowledgement',
    play: (scene) =>
      buyDuring(scene, async (service) => {
        const { broker, process } = scene.plant.services[service];
        const before = await rowsIn(scene, service, 'inbox');
        broker.poison('up', { hole: true });
        await until(`an effect in ${service}`, async () => (await rowsIn(scene, service, 'inbox')) > before);
        await process.kill();
      }),
  },
  {
    name: 'kill-while-mailing',
    title: 'SIGKILL of the notification service between recording, mailing and acknowledging',
    play: async (scene) => {
      const { plant, random, shop } = scene;
      const shelf = await scene.shelf([500]);
      let over = false;
      const kills = async () => {
        const { process, broker, store } = plant.services.notification;
        for (const spoil of [
          () => broker.poison('up', { hole: true }),
          () => broker.poison('down', { hole: true }),
          () => store.loseAnswerTo(/EVAL|MULTI/, 5),
        ]) {
          spoil();
          await sleep(random.between(300, 1_500));
          await process.kill();
          broker.heal();
          store.heal();
          await plant.services.notification.ready();
        }
        over = true;
      };
      const coming = comers(random, { enough: () => over }, () => buy(shop, planFor(shelf, random), random));
      const [entries] = await Promise.all([coming, kills()]);
      await scene.settle(shelf, entries);
    },
  },
  {
    name: 'lost-answers',
    title: 'Connections cut after the commit: nobody sees the answer',
    play: async (scene) => {
      const { plant, random, shop, note } = scene;
      const shelf = await scene.shelf([500, 500]);
      const losses: [string, ServiceName, 'http' | 'store', RegExp][] = [
        ['answers to POST /orders', 'order', 'http', /^POST \/orders /],
        ['commits of order', 'order', 'store', /commit/i],
        ['answers to POST /reservations', 'product', 'http', /^POST \/reservations /],
        ['commits of product', 'product', 'store', /commit/i],
        ['answers to POST /payments', 'payment', 'http', /^POST \/payments /],
        ['commits of payment', 'payment', 'store', /commit/i],
      ];
      const ways = losses.map(([what, service, way]) => {
        const proxy = plant.services[service][way];
        return { what, proxy, before: proxy.lost };
      });
      const untouched = () => ways.filter(({ proxy, before }) => proxy.lost < before + TIMES).map(({ what }) => what);
      let over = false;
      const spoil = async () => {
        for (const [, service, way, match] of losses) plant.services[service][way].loseAnswerTo(match, TIMES);
        await until('answers to get lost', () => untouched().length === 0, { withinMs: 40_000 }).catch(() => {});
        over = true;
      };
      const coming = comers(random, { enough: () => over, everyMs: [50, 150] }, () =>
        buy(shop, planFor(shelf, random, { cancels: random.next() < 0.2 }), random),
      );
      const [entries] = await Promise.all([coming, spoil()]);
      expectThat(untouched().length === 0, `too few were lost of: ${untouched().join(', ')}`);
      note(`lost ${TIMES} each: ${losses.map(([what]) => what).join(', ')}`);
      await scene.settle(shelf, entries);
    },
  },
];
