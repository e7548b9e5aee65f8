import { connectDatabase, migrate } from '@tessera/service-kit/database';
import { newId } from '@tessera/service-kit/system';
import { onEachDatabase } from '@tessera/testing/databases';
import type { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { migrations } from '../migrations/index.ts';
import type { OrderTables } from '../src/adapters/order-tables.ts';
import { createSqlPaymentTasks } from '../src/adapters/sql-payment-tasks.ts';

onEachDatabase('Migrating what an older release stored', (url) => {
  test('When calls to the payment service wait, then none is lost, and each has an id of its own', async () => {
    const { db, close } = connectDatabase<OrderTables>(url());
    const { '000-messaging': messaging, '001-orders': orders } = migrations;
    await migrate(url(), { '000-messaging': messaging, '001-orders': orders });
    const [orderId, paymentId] = [newId(), newId()];
    const due = { due_at: '2026-11-20T10:00:00.000Z', attempts: 3 };
    await (db as unknown as Kysely<{ payment_tasks: object }>)
      .insertInto('payment_tasks')
      .values([
        { order_id: orderId, kind: 'start', payload: 'pm_1', ...due },
        { order_id: orderId, kind: 'refund', payload: paymentId, ...due },
      ])
      .execute();

    await migrate(url(), migrations);
    const clock = { now: () => new Date('2026-11-20T11:00:00.000Z') };
    const taken = await createSqlPaymentTasks({ db, clock }).take(10);
    await close();
    expect(taken.toSorted((a, b) => b.kind.localeCompare(a.kind))).toEqual([
      { kind: 'start', id: orderId, orderId, paymentMethod: 'pm_1' },
      { kind: 'refund', id: paymentId, orderId, paymentId },
    ]);
  });
});
