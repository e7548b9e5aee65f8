import { onceOnly } from '@tessera/messaging/sql-outbox';
import type { Kysely } from 'kysely';
import type { PaymentRecord } from '../domain/payment.ts';
import type { PaymentRepository } from '../domain/payment-repository.ts';
import { fromRow, type PaymentTables, toRow } from './payment-tables.ts';
import { createPaymentTransactions, type Deps, dueAgain, isDue, leaseFrom } from './payment-transactions.ts';
import { noteOnce } from './provider-events.ts';

const UNIQUE_VIOLATION = '23505';

export function createPostgresPaymentRepository(deps: Deps): PaymentRepository {
  const { db, clock, onEvents } = deps;
  const { lock, apply } = createPaymentTransactions(deps);
  const select = (by: 'id' | 'order_id' | 'capture', value: string, from: Kysely<PaymentTables> = db) =>
    from.selectFrom('payments').selectAll().where(by, '=', value);

  const useUp = (token: string, orderId: string, trx: Kysely<PaymentTables>) =>
    trx
      .updateTable('payment_methods')
      .set({ used_for_order: orderId })
      .where('token', '=', token)
      .where('expires_at', '>', clock.now())
      .where((where) => where.or([where('used_for_order', 'is', null), where('used_for_order', '=', orderId)]))
      .returning(['brand', 'last4', 'instrument'])
      .executeTakeFirst();

  const open = (
    payment: Parameters<PaymentRepository['open']>[0],
    { token, key }: Parameters<PaymentRepository['open']>[1],
  ) =>
    db.transaction().execute(async (trx) => {
      const now = clock.now();
      const method = token === null ? null : await useUp(token, payment.orderId, trx);
      if (method === undefined) return 'unknown-method';
      const opened: PaymentRecord = {
        ...unpaid(now),
        ...payment,
        status: 'processing',
        ...(method && { instrument: method.instrument, card: { brand: method.brand, last4: method.last4 } }),
        todo: { step: 'settle', dueAt: leaseFrom(now) },
      };
      await trx
        .insertInto('payments')
        .values({ ...toRow(opened), idempotency_key: key })
        .execute();
      return opened;
    });

  return {
    async addMethod({ token, card, instrument, expiresAt }) {
      await db
        .insertInto('payment_methods')
        .values({ token, ...card, instrument, expires_at: expiresAt })
        .execute();
    },

    async find(id) {
      const row = await select('id', id).executeTakeFirst();
      return row ? fromRow(row) : null;
    },

    async findByOrder(orderId) {
      const row = await select('order_id', orderId).executeTakeFirst();
      return row ? fromRow(row) : null;
    },

    async findByCapture(capture) {
      const row = await select('capture', capture).executeTakeFirst();
      return row ? fromRow(row) : null;
    },

    async open(payment, method) {
      try {
        return await open(payment, method);
      } catch (error) {
        if ((error as { code?: unknown }).code === UNIQUE_VIOLATION) return 'exists';
        throw error;
      }
    },

    async change(id, command, cause) {
      const payment = await db.transaction().execute(async (trx) => {
        const before = await lock(trx, 'id', id);
        if (cause && !(await noteOnce(trx, cause, clock.now()))) return before;
        return command ? apply(trx, before, command) : before;
      });
      onEvents();
      return payment;
    },

    async cancel({ orderId, amount, paymentId }, cause) {
      await onceOnly(db, 'payment', cause, async (trx) => {
        const never: PaymentRecord = {
          ...unpaid(clock.now()),
          ...{ id: paymentId, orderId, amount, status: 'cancelled', provider: 'none' },
          message: 'The order was cancelled',
        };
        await trx
          .insertInto('payments')
          .values({ ...toRow(never), idempotency_key: null })
          .onConflict((conflict) => conflict.column('order_id').doNothing())
          .execute();
        await apply(trx, await lock(trx, 'order_id', orderId), { type: 'order-cancelled' });
      });
      onEvents();
    },

    async takeDue(limit) {
      const now = clock.now();
      const due = db
        .selectFrom('payments')
        .select('id')
        .where('todo', 'is not', null)
        .where(isDue(now))
        .orderBy('due_at')
        .limit(limit)
        .forUpdate()
        .skipLocked();
      const rows = await db
        .updateTable('payments')
        .set((row) => ({ due_at: dueAgain(now), attempts: row('attempts', '+', 1) }))
        .where('id', 'in', due)
        .returningAll()
        .execute();
      return rows.map(fromRow);
    },

    async purgeMethods(before) {
      await db.deleteFrom('payment_methods').where('expires_at', '<', before).execute();
    },
  };
}

const unpaid = (now: Date) => ({
  ...{ instrument: null, card: null, message: null, reference: null, redirectUrl: null, capture: null },
  ...{ refunded: 0, refundVersion: 0, todo: null, createdAt: now, updatedAt: now },
});
