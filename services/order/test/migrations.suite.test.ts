import { connectDatabase, migrate } from '@tessera/service-kit/database';
import { newId } from '@tessera/service-kit/system';
import { onEachDatabase } from '@tessera/testing/databases';
import { type Kysely, type KyselyPlugin, sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { migrations } from '../migrations/index.ts';
import type { OrderTables } from '../src/adapters/order-tables.ts';
import { createSqlPaymentTasks } from '../src/adapters/sql-payment-tasks.ts';

const due = { due_at: '2026-11-20T10:00:00.000Z', attempts: 3 };
const clock = { now: () => new Date('2026-11-20T11:00:00.000Z') };

async function storeTasks(db: Kysely<any>) {
  const [orderId, paymentId] = [newId(), newId()];
  await db
    .insertInto('payment_tasks')
    .values([
      { order_id: orderId, kind: 'start', payload: 'pm_1', ...due },
      { order_id: orderId, kind: 'refund', payload: paymentId, ...due },
    ])
    .execute();
  return [
    { kind: 'start', id: orderId, orderId, paymentMethod: 'pm_1' },
    { kind: 'refund', id: paymentId, orderId, paymentId },
  ];
}

async function takeTasks(db: Kysely<OrderTables>) {
  const taken = await createSqlPaymentTasks({ db, clock }).take(10);
  return taken.toSorted((a, b) => b.kind.localeCompare(a.kind));
}

onEachDatabase('Migrating what an older release stored', (url) => {
  test('When calls to the payment service wait, then none is lost, and each has an id of its own', async () => {
    const { db, close } = connectDatabase<OrderTables>(url());
    const { '000-messaging': messaging, '001-orders': orders } = migrations;
    await migrate(url(), { '000-messaging': messaging, '001-orders': orders });
    const stored = await storeTasks(db);

    await migrate(url(), migrations);
    const taken = await takeTasks(db);
    await close();
    expect(taken).toEqual(stored);
  });
});

/** How many change something on MySQL. */
const statements = { '001-orders': 9, '002-refunds-and-returns': 12 };
const upTo = (count: number) => Array.from({ length: count + 1 }, (_, done) => done);

/** The process ends before statement `last + 1` that changes something. */
function endsAfter(last: number): KyselyPlugin {
  let changes = 0;
  return {
    transformQuery: ({ node }) => {
      if (!/^(Select|Raw)/.test(node.kind) && ++changes > last) throw new Error('killed');
      return node;
    },
    transformResult: async ({ result }) => result,
  };
}

onEachDatabase(
  'A migration that was cut off',
  (url) => {
    afterEach(async () => {
      const { db, close } = connectDatabase<unknown>(url());
      for (const { name } of await db.introspection.getTables({ withInternalKyselyTables: true }))
        await db.schema.dropTable(name).execute();
      await close();
    });

    /** Whether it was; otherwise it had ended. */
    const cutOff = async (name: keyof typeof statements, last: number) => {
      const { db, close } = connectDatabase<unknown>(url());
      const killed = await migrations[name].up(db.withPlugin(endsAfter(last))).then(
        () => false,
        ({ message }: Error) => message === 'killed' || Promise.reject(new Error(message)),
      );
      await close();
      return killed;
    };
    const indexesOf = async (db: Kysely<any>) => {
      const { rows } = await sql`select distinct table_name as t, index_name as i from information_schema.statistics
        where table_schema = database() order by 1, 2`.execute(db);
      return rows;
    };

    test.for(upTo(statements['001-orders']))(
      'When the tables were being made and %i statements were done, then the next start does the rest',
      async (done) => {
        expect(await cutOff('001-orders', done)).toBe(done < statements['001-orders']);
        await migrate(url(), migrations);
        const { db, close } = connectDatabase<OrderTables>(url());
        expect(await takeTasks(db)).toEqual([]);
        expect(await indexesOf(db)).toMatchObject(expect.arrayContaining([{ t: 'orders', i: 'orders_number' }]));
        await close();
      },
    );

    test.for(upTo(statements['002-refunds-and-returns']))(
      'When refunds got their tasks and %i statements were done, then the next start does the rest, and no task is lost',
      async (done) => {
        const { '000-messaging': messaging, '001-orders': orders } = migrations;
        await migrate(url(), { '000-messaging': messaging, '001-orders': orders });
        const { db, close } = connectDatabase<OrderTables>(url());
        const stored = await storeTasks(db);
        expect(await cutOff('002-refunds-and-returns', done)).toBe(done < statements['002-refunds-and-returns']);

        await migrate(url(), migrations);
        expect(await takeTasks(db)).toEqual(stored);
        expect(await indexesOf(db)).toContainEqual({ t: 'payment_tasks', i: 'payment_tasks_due' });
        await close();
      },
    );
  },
  ['MySQL'],
);
