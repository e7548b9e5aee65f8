import { decideRefund, type KnownRefund } from '../domain/refund.ts';
import type { RefundRepository } from '../domain/refund-repository.ts';
import { refundFromRow } from './payment-tables.ts';
import { createPaymentTransactions, type Deps, dueAgain, isDue, leaseFrom } from './payment-transactions.ts';
import { noteOnce } from './provider-events.ts';

export function createPostgresRefundRepository(deps: Deps): RefundRepository {
  const { db, clock, onEvents } = deps;
  const { lock, openRefund, noteRefund, storeRefund } = createPaymentTransactions(deps);
  const select = (id: string, from = db) => from.selectFrom('refunds').selectAll().where('id', '=', id);

  return {
    open: (paymentId, request) =>
      db
        .transaction()
        .execute(async (trx) =>
          openRefund(trx, await lock(trx, 'id', paymentId), { ...request, dueAt: leaseFrom(clock.now()) }),
        ),

    async find(id) {
      const row = await select(id).executeTakeFirst();
      return row ? refundFromRow(row) : null;
    },

    async change(id, outcome, cause) {
      const change = await db.transaction().execute(async (trx) => {
        const { payment_id } = await select(id, trx).executeTakeFirstOrThrow();
        const payment = await lock(trx, 'id', payment_id);
        const before = refundFromRow(await select(id, trx).executeTakeFirstOrThrow());
        if (cause && !(await noteOnce(trx, cause, clock.now()))) return { refund: before, moved: 0, payment };
        const decision = decideRefund(before, outcome);
        if (decision.refund === before) return { ...decision, payment };
        return { ...decision, payment: await storeRefund(trx, payment, decision) };
      });
      onEvents();
      return change;
    },

    async reconcile(paymentId, known, cause) {
      const payment = await db.transaction().execute(async (trx) => {
        let payment = await lock(trx, 'id', paymentId);
        if (cause && !(await noteOnce(trx, cause, clock.now()))) return payment;
        const rows = await trx.selectFrom('refunds').selectAll().where('payment_id', '=', paymentId).execute();
        const ours = rows.map(refundFromRow);
        // What came again makes room for what went back since: never more than was taken, at no moment.
        const failed = ({ outcome }: KnownRefund) => outcome.status === 'failed';
        for (const one of known.toSorted((a, b) => Number(failed(b)) - Number(failed(a)))) {
          const found = ours.find(({ id, reference }) => id === one.refundId || reference === one.reference);
          if (!found && one.outcome.status === 'failed') continue;
          const before = found ?? (await noteRefund(trx, payment, one));
          const decision = decideRefund(before, one.outcome);
          if (decision.refund !== before) payment = await storeRefund(trx, payment, decision);
        }
        return payment;
      });
      onEvents();
      return payment;
    },

    async takeDue(limit) {
      const now = clock.now();
      const due = db
        .selectFrom('refunds')
        .select('id')
        .where('status', '=', 'pending')
        .where(isDue(now))
        .orderBy('due_at')
        .limit(limit)
        .forUpdate()
        .skipLocked();
      const rows = await db
        .updateTable('refunds')
        .set((row) => ({ due_at: dueAgain(now), attempts: row('attempts', '+', 1) }))
        .where('id', 'in', due)
        .returningAll()
        .execute();
      return rows.map(refundFromRow);
    },
  };
}
