import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { SANDBOX_CARDS } from '@tessera/contracts/api/payment';
import { type Case, expectThat, type Scene } from '../scene.ts';
import { call } from '../shoppers/call.ts';
import { anyPlan, comers, crowd, planFor } from '../shoppers/crowd.ts';
import { buy, buyWith, type Entry, orderRequest } from '../shoppers/shopper.ts';
import { until } from '../wait.ts';
import { letHoldsRunOut } from './holds.ts';

/** In place of a status. */
const HANGS = 599;
const card = { number: SANDBOX_CARDS.succeeds, expiry: '12/39', cvc: '123' };
const token = async ({ shop }: Scene): Promise<string> =>
  (await call('POST', `${shop.payments()}/payment-methods`, { body: card })).body.token;

const quantile = (numbers: readonly number[], share: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? 0;

/** Orders a second that eight busy shoppers get through. */
async function capacity(scene: Scene, entries: Entry[], shelf: Awaited<ReturnType<Scene['shelf']>>): Promise<number> {
  const forMs = 5_000;
  const end = Date.now() + forMs;
  const done = await crowd({ count: 1_000, parallel: 8, enough: () => Date.now() > end }, () =>
    buy(scene.shop, planFor(shelf, scene.random), scene.random),
  );
  entries.push(...done);
  return done.length / (forMs / 1_000);
}

export const overload: readonly Case[] = [
  {
    name: 'overload',
    title: 'Five times more orders than it can take: some are taken, the others told to come later, none is lost',
    withinMs: 300_000,
    async play(scene) {
      const { random, shop, note } = scene;
      const shelf = await scene.shelf([100_000]);
      const entries: Entry[] = [];
      const perSecond = await capacity(scene, entries, shelf);
      const atCapacity = entries.flatMap(({ tookMs }) => tookMs ?? []);
      const seconds = 6;
      const given = await crowd({ count: Math.ceil(perSecond * 5 * seconds), parallel: 16 }, () => token(scene));
      const shed: { retryAfter: string | null }[] = [];
      const odd: string[] = [];
      const one = async (method: string) => {
        const entry: Entry = { plan: planFor(shelf, random), acknowledged: new Set(), tries: 1 };
        entries.push(entry);
        const asked = performance.now();
        try {
          const { status, headers, body } = await call('POST', `${shop.orders()}/orders`, {
            ...orderRequest(entry.plan, method),
            withinMs: 15_000,
          });
          if (status === 201) {
            entry.acknowledged.add(body.order.id);
            entry.tookMs = performance.now() - asked;
          } else if (status === 503) shed.push({ retryAfter: headers.get('retry-after') });
          else odd.push(`${status} ${body?.code ?? ''}`);
        } catch (error) {
          odd.push((error as Error).message);
        }
      };
      const flood: Promise<void>[] = [];
      for (const [at, method] of given.entries()) {
        flood.push(one(method));
        if (at % 10 === 9) await sleep((10 / (perSecond * 5)) * 1_000);
      }
      await Promise.all(flood);
      const taken = entries.flatMap(({ tookMs, tries, acknowledged }) =>
        acknowledged.size && tries === 1 && tookMs ? [tookMs] : [],
      );
      note(
        `capacity ${perSecond.toFixed(0)} orders/s; at five times that ${taken.length} taken, ${shed.length} shed, ${odd.length} otherwise`,
      );
      for (const [what, took] of Object.entries({ 'at capacity': atCapacity, taken })) {
        note(`${what}: p50 ${quantile(took, 0.5).toFixed(0)} ms, p99 ${quantile(took, 0.99).toFixed(0)} ms`);
      }
      // Who was told to come later and does not leaves a hold behind that ends by itself.
      const resting = async () => {
        const { waiting, orders } = await scene.auditor.read(shelf, []);
        const busy = Object.entries(waiting).filter(([place, count]) => count > 0 && place !== 'held reservations');
        return busy.length === 0 && orders.every(({ status }) => status !== 'pending-payment');
      };
      await until('all that was taken to come to rest', resting, { withinMs: 120_000, pauseMs: 250 });
      await letHoldsRunOut(scene, shelf);
      await scene.settle(shelf, entries, { withinMs: 120_000 });
      expectThat(taken.length > 0, 'nothing was taken');
      expectThat(shed.length > 0, 'nothing was shed: it was not too much');
      expectThat(odd.length === 0, `neither taken nor shed: ${[...new Set(odd)].join(', ')}`);
      expectThat(
        shed.every(({ retryAfter }) => retryAfter !== null),
        'a 503 came without Retry-After',
      );
    },
  },
  {
    name: 'slow-dependencies',
    title: 'Product and payment answer late, sometimes later than anybody waits',
    async play(scene) {
      const { plant, random, shop } = scene;
      const shelf = await scene.shelf([500]);
      plant.services.product.http.poison('down', { latencyMs: 200, jitterMs: 900 });
      plant.services.payment.http.poison('down', { latencyMs: 500, jitterMs: 4_000 });
      const end = Date.now() + 12_000;
      const entries = await comers(random, { enough: () => Date.now() > end, everyMs: [200, 400] }, () =>
        buy(shop, anyPlan(shelf, random), random),
      );
      plant.services.product.http.heal();
      plant.services.payment.http.heal();
      await scene.settle(shelf, entries);
    },
  },
  {
    name: 'hostile-clients',
    title: 'Slowloris, a body of 100 MB, deep JSON and a gzip bomb, against the order service itself',
    async play(scene) {
      const { plant, random, note } = scene;
      const { directUrl, process } = plant.services.order;
      const shelf = await scene.shelf([100]);
      const memory = () =>
        Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${process.pid}/status`, 'utf8'))?.[1]) / 1_024;
      const [before, pid] = [memory(), process.pid];

      const slow = await Promise.all(Array.from({ length: 300 }, () => slowloris(Number(new URL(directUrl).port))));
      const headers = { 'x-guest-id': random.id(), 'idempotency-key': random.id(), 'content-type': 'application/json' };
      const answers: Record<string, number> = {};
      const post = async (what: string, body: BodyInit, more: Record<string, string> = {}) => {
        const answer = await fetch(`${directUrl}/orders`, {
          method: 'POST',
          headers: { ...headers, ...more },
          body,
          duplex: 'half',
          signal: AbortSignal.timeout(20_000),
        } as RequestInit).catch((error: Error) => ({
          status: error.name === 'TimeoutError' ? HANGS : 0,
          arrayBuffer: async () => error,
        }));
        await answer.arrayBuffer();
        answers[what] = answer.status;
      };
      await post('100 MB', Buffer.alloc(100 << 20, 'x'));
      await post('100 MB in chunks', endless(100 << 20));
      await post('deep JSON', '['.repeat(50_000) + ']'.repeat(50_000));
      await post('deep object', '{"a":'.repeat(15_000) + '1' + '}'.repeat(15_000));
      await post('gzip bomb', gzipSync(Buffer.alloc(200 << 20)), { 'content-encoding': 'gzip' });
      await post('not gzip', randomBytes(1_000), { 'content-encoding': 'gzip' });
      note(
        Object.entries(answers)
          .map(([what, status]) => `${what}: ${status || 'cut off'}`)
          .join(', '),
      );
      expectThat(
        Object.values(answers).every((status) => status < 500),
        'an attack was answered as a fault of ours, or not in time',
      );

      const entries = await crowd({ count: 10, parallel: 5 }, async () =>
        buyWith(await token(scene), { ...scene.shop, orders: () => directUrl }, planFor(shelf, random), random),
      );
      const took = entries.map(({ tookMs }) => tookMs ?? 0);
      note(`ten orders amid 300 slow clients: slowest ${Math.max(...took)} ms`);
      await until('slow clients to be cut off', () => slow.every((socket) => socket.closed), { withinMs: 60_000 });
      const grown = memory() - before;
      note(`memory grew by ${grown.toFixed(0)} MB`);
      expectThat(process.pid === pid, 'the service died of it');
      expectThat(grown < 250, `memory grew by ${grown.toFixed(0)} MB`);
      await scene.settle(shelf, entries);
    },
  },
];

/** A client that never ends its headers. */
async function slowloris(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1' });
  socket.on('error', () => {});
  socket.resume();
  socket.write('POST /orders HTTP/1.1\r\nhost: shop\r\nx-slow: ');
  const drip = setInterval(() => socket.write('x'), 1_000);
  socket.once('close', () => clearInterval(drip));
  return socket;
}

const endless = (bytes: number): ReadableStream =>
  new ReadableStream({
    start: (controller) => {
      for (let sent = 0; sent < bytes; sent += 1 << 20) controller.enqueue(new Uint8Array(1 << 20));
      controller.close();
    },
  });
