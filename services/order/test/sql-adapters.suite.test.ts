import type { OrderStatus } from '@tessera/contracts/api/order';
import { connectDatabase, type Database, migrate } from '@tessera/service-kit/database';
import { newId, systemClock } from '@tessera/service-kit/system';
import { onEachDatabase } from '@tessera/testing/databases';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrations } from '../migrations/index.ts';
import type { OrderTables } from '../src/adapters/order-tables.ts';
import { createSqlIdempotency } from '../src/adapters/sql-idempotency.ts';
import { createSqlOrderRepository } from '../src/adapters/sql-order-repository.ts';
import { createSqlPaymentTasks } from '../src/adapters/sql-payment-tasks.ts';
import { newOrderNumber } from '../src/domain/order-number.ts';
import type { OrderRepository } from '../src/domain/order-repository.ts';
import { place } from '../src/domain/place.ts';
import { address } from './order-service.ts';

onEachDatabase('What the order service stores', (url) => {
  const clock = { offsetMs: 0, now: () => new Date(systemClock.now().getTime() + clock.offsetMs) };
  let database: Database<OrderTables>;
  let orders: OrderRepository;
  beforeAll(async () => {
    database = connectDatabase<OrderTables>(url());
    // Instances that start together migrate one after the other.
    await Promise.all([migrate(url(), migrations), migrate(url(), migrations)]);
    orders = createSqlOrderRepository({
      db: database.db,
      clock,
      newId,
      issueLink: async () => 'link',
      onEvents: () => {},
    });
  });
  afterAll(() => database.close());

  const euros = (amount: number) => ({ amount, currency: 'EUR' });
  const image = { url: '/lamp.webp', alt: 'Lamp 💡', tint: '#fff' };
  const newOrder = (
    owner = { userId: null as string | null, guestId: newId() as string | null },
    number = newOrderNumber(),
  ) =>
    place(
      {
        email: 'ada@tessera.test',
        shippingAddress: { ...address, name: 'Ādа 李 🏠' },
        lines: [],
        expectedTotal: euros(0),
      },
      {
        lines: [{ productId: newId(), slug: 'lamp', name: 'Lämpchen 💡', image, quantity: 2, unitPrice: euros(1000) }],
        ...{ subtotal: euros(2000), shipping: euros(490), total: euros(2490) },
      },
      owner,
      { id: newId(), number, now: clock.now() },
    );
  const paid = { type: 'payment-succeeded', paymentId: newId(), amount: euros(2490) } as const;

  describe('an order', () => {
    test('When it is stored, then it comes back as it was, in every script', async () => {
      const state = newOrder();
      expect(await orders.insert(state, 'pm_1')).toEqual(state);
      expect(await orders.find(state.order.id)).toEqual(state);
      expect(await orders.find(newId())).toBeNull();
      const back = { type: 'payment-refunded', refunded: euros(500), refundVersion: 3 } as const;
      const changed = await orders.change(state.order.id, back);
      expect(changed?.order).toMatchObject({ refunded: euros(500), refundVersion: 3 });
      expect(await orders.find(state.order.id)).toEqual(changed);
    });

    test('When it is stored twice, then the first stays; when its number is taken, then it gets another', async () => {
      const [first, second] = [newOrder(), newOrder()];
      await orders.insert(first, 'pm_1');
      expect(await orders.insert({ ...first, userId: newId() }, 'pm_2')).toEqual(first);
      const clash = { ...second, order: { ...second.order, number: first.order.number } };
      const stored = await orders.insert(clash, 'pm_3');
      expect(stored.order.number).not.toBe(first.order.number);
      expect(await orders.find(second.order.id)).toEqual(stored);
    });

    test('When many change it at once, then each change is decided on what the one before left', async () => {
      const { order } = await orders.insert(newOrder(), 'pm_1');
      await orders.change(order.id, paid);
      const wishes = ['packed', 'shipped', 'delivered'] as const;
      const outcomes = await Promise.allSettled(
        Array.from({ length: 12 }, (_, n) =>
          orders.change(order.id, { type: 'advance', to: wishes[n % 3] ?? 'packed' }),
        ),
      );
      const state = await orders.find(order.id);
      const done = outcomes.filter(({ status }) => status === 'fulfilled').length;
      expect(state?.order.version).toBe(2 + done);
      const path: OrderStatus[] = ['pending-payment', 'paid', ...wishes];
      expect(state?.order.history.map(({ status }) => status)).toEqual(path.slice(0, 2 + done));
    });

    test('When somebody asks which of several have changed, then only those are named', async () => {
      const [still, moved] = [await orders.insert(newOrder(), 'pm'), await orders.insert(newOrder(), 'pm')];
      const seen = new Map([still, moved].map(({ order }) => [order.id, order.version]));
      await orders.change(moved.order.id, paid);
      expect((await orders.changedSince(seen)).map(({ order }) => order.id)).toEqual([moved.order.id]);
      expect(await orders.changedSince(new Map())).toEqual([]);
    });

    test('When orders rest in a status, then those are found that have for long enough', async () => {
      const { order } = await orders.insert(newOrder(), 'pm');
      await orders.change(order.id, paid);
      const resting = async (since: Date) =>
        (await orders.restingIn(['paid'], since, 100)).some((state) => state.order.id === order.id);
      expect(await resting(new Date(clock.now().getTime() - 60_000))).toBe(false);
      expect(await resting(new Date(clock.now().getTime() + 1_000))).toBe(true);
    });

    test('When nobody in particular asks, then nothing is listed', async () => {
      await orders.insert(newOrder({ userId: newId(), guestId: null }), 'pm');
      expect(await orders.list({}, { limit: 10, offset: 0 })).toEqual({ items: [], total: 0 });
    });
  });

  describe('a payment task', () => {
    const takeAll = async () => {
      const tasks = createSqlPaymentTasks({ db: database.db, clock });
      return (await Promise.all(Array.from({ length: 4 }, () => tasks.take(50)))).flat();
    };

    test('When several processes look for work, then each task is taken once, and again only after a while', async () => {
      const placed = await Promise.all(Array.from({ length: 10 }, () => orders.insert(newOrder(), 'pm_token')));
      const mine = new Set(placed.map(({ order }) => order.id));
      const taken = async () => (await takeAll()).filter(({ orderId }) => mine.has(orderId));
      expect(await taken()).toEqual([]);
      clock.offsetMs += 11_000;
      const first = await taken();
      expect(first.map(({ orderId }) => orderId).toSorted()).toEqual([...mine].toSorted());
      expect(first[0]).toMatchObject({ kind: 'start', paymentMethod: 'pm_token' });
      expect(await taken()).toEqual([]);
      clock.offsetMs += 5_100;
      expect(await taken()).toHaveLength(10);
    });

    test('When a task was written by a clock that was an hour ahead, then nobody waits for that hour', async () => {
      clock.offsetMs += 3_600_000;
      const { order } = await orders.insert(newOrder(), 'pm_token');
      clock.offsetMs -= 3_600_000;
      const taken = async () => (await takeAll()).filter(({ orderId }) => orderId === order.id);
      expect(await taken()).toHaveLength(1);
      expect(await taken()).toEqual([]);
    });

    test('When the payment is known or the order is over, then there is nothing left to start', async () => {
      const [started, cancelled] = [await orders.insert(newOrder(), 'pm'), await orders.insert(newOrder(), 'pm')];
      const payment = { id: newId(), status: 'requires-action' } as const;
      await orders.change(started.order.id, { type: 'payment-started', payment });
      await orders.change(cancelled.order.id, { type: 'cancel', reason: 'No' });
      clock.offsetMs += 11_000;
      const left = (await takeAll()).map(({ orderId }) => orderId);
      expect(left).not.toContain(started.order.id);
      expect(left).not.toContain(cancelled.order.id);
    });

    test('When a cancelled order is paid, then there is a refund to be made, once', async () => {
      const { order } = await orders.insert(newOrder(), 'pm');
      await orders.change(order.id, { type: 'cancel', reason: 'No' });
      await Promise.all([1, 2, 3].map(() => orders.change(order.id, paid)));
      const refunds = (await takeAll()).filter(({ orderId }) => orderId === order.id);
      expect(refunds).toEqual([{ kind: 'refund', id: paid.paymentId, orderId: order.id, paymentId: paid.paymentId }]);
    });
  });

  describe('an idempotency key', () => {
    const request = (key = newId(), change = {}) => ({
      ...{ caller: 'guest:1', key, fingerprint: 'a'.repeat(64), subjectId: newId() },
      ...change,
    });
    const keys = () => createSqlIdempotency({ db: database.db, clock, newId });
    const claimed = (claim: Awaited<ReturnType<ReturnType<typeof keys>['claim']>>) => {
      if (claim.kind !== 'claimed') throw new Error(`It is ${claim.kind}`);
      return claim.attempt;
    };
    const answerFor = (state = newOrder()) => ({ order: state.order, payment: state.payment });

    test('When many claim it at once, then one of them works on it', async () => {
      const key = newId();
      const claims = await Promise.all(Array.from({ length: 10 }, () => keys().claim(request(key))));
      expect(claims.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
      expect(claims.filter(({ kind }) => kind === 'busy')).toHaveLength(9);
    });

    test('When it was answered, then the answer comes again, and other contents are refused', async () => {
      const asked = request();
      const attempt = claimed(await keys().claim(asked));
      const answer = answerFor();
      await keys().answer(attempt, answer);
      expect(await keys().claim(asked)).toEqual({ kind: 'answered', answer });
      expect(await keys().claim({ ...asked, fingerprint: 'b'.repeat(64) })).toEqual({ kind: 'reused' });
      await keys().forget(attempt);
      expect((await keys().claim(asked)).kind).toBe('answered');
    });

    test('When whoever worked on it died, then one other goes on with the same subject', async () => {
      const asked = request();
      const { subjectId } = claimed(await keys().claim(asked));
      clock.offsetMs += 31_000;
      const claims = await Promise.all([1, 2, 3].map(() => keys().claim({ ...asked, subjectId: newId() })));
      const taken = claims.filter(({ kind }) => kind === 'claimed');
      expect(taken).toHaveLength(1);
      expect(taken[0]).toMatchObject({ attempt: { subjectId } });
      expect(await keys().subjectOf(asked.caller, asked.key)).toBe(subjectId);
    });

    test('When it is forgotten or too old, then it is free; another caller, or other letters, are another key', async () => {
      const asked = request('Key-of-many-letters');
      const attempt = claimed(await keys().claim(asked));
      claimed(await keys().claim({ ...asked, caller: 'guest:2' }));
      claimed(await keys().claim({ ...asked, key: asked.key.toUpperCase() }));
      await keys().forget({ ...attempt, lease: newId() });
      expect((await keys().claim(asked)).kind).toBe('busy');
      await keys().forget(attempt);
      claimed(await keys().claim(asked));
      await keys().purge(new Date(clock.now().getTime() + 1_000));
      claimed(await keys().claim(asked));
    });
  });
});
