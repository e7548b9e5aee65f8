import type { Clock } from '@tessera/service-kit/system';
import type { Kysely, Selectable } from 'kysely';
import type { PaymentTask, PaymentTasks } from '../domain/payment-tasks.ts';
import type { OrderTables } from './order-tables.ts';

const BACK_OFF_MS = [5_000, 15_000, 30_000, 60_000];
/** Nothing is ever due so much later: who wrote that had a clock that was ahead, and nobody shall wait for it. */
const NEVER_LATER_MS = 120_000;

/** A task that is taken is due again after a back-off: nothing is lost when its taker dies. */
export function createSqlPaymentTasks({ db, clock }: { db: Kysely<OrderTables>; clock: Clock }): PaymentTasks {
  return {
    take: (limit) =>
      db.transaction().execute(async (trx) => {
        const now = clock.now();
        const rows = await trx
          .selectFrom('payment_tasks')
          .selectAll()
          .where((where) =>
            where.or([
              where('due_at', '<=', now.toISOString()),
              where('due_at', '>', new Date(now.getTime() + NEVER_LATER_MS).toISOString()),
            ]),
          )
          .orderBy('due_at')
          .limit(limit)
          .forUpdate()
          .skipLocked()
          .execute();
        for (const { id, attempts } of rows) {
          const backOff = BACK_OFF_MS[Math.min(attempts, BACK_OFF_MS.length - 1)] ?? 0;
          await trx
            .updateTable('payment_tasks')
            .set({ due_at: new Date(now.getTime() + backOff).toISOString(), attempts: attempts + 1 })
            .where('id', '=', id)
            .execute();
        }
        return rows.map(toTask);
      }),

    async done({ id }) {
      await db.deleteFrom('payment_tasks').where('id', '=', id).execute();
    },
  };
}

const toTask = (row: Selectable<OrderTables['payment_tasks']>): PaymentTask => {
  const { id, order_id: orderId, kind, payload, amount } = row;
  if (kind === 'start') return { kind, id, orderId, paymentMethod: payload };
  return { kind, id, orderId, paymentId: payload, ...(amount !== null && { amount: Number(amount) }) };
};
