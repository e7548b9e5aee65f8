import type { EventDefinition } from '@tessera/contracts/events/event';
import { createEnvelope } from '@tessera/messaging/create-envelope';
import { addToOutbox, onceOnly } from '@tessera/messaging/sql-outbox';
import type { Clock } from '@tessera/service-kit/system';
import type { Kysely, Transaction } from 'kysely';
import { decide, type PaymentCommand, type PaymentRecord } from '../domain/payment.ts';
import type { PaymentRepository } from '../domain/payment-repository.ts';
import { fromRow, type PaymentTables, toRow } from './payment-tables.ts';

/** A job leaves a payment to whoever took it for this long. */
const LEASE_MS = 10_000;
const UNIQUE_VIOLATION = '23505';

type Trx = Transaction<PaymentTables>;
interface Deps {
  readonly db: Kysely<PaymentTables>;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Something is in the outbox. */
  readonly onEvents: () => void;
}

export function createPostgresPaymentRepository({ db, clock, newId, onEvents }: Deps): PaymentRepository {
  const select = (by: 'id' | 'order_id', value: string, from: Kysely<PaymentTables> = db) =>
    from.selectFrom('payments').selectAll().where(by, '=', value);
  const later = () => new Date(clock.now().getTime() + LEASE_MS);

  const publish = (trx: Trx, event: EventDefinition, { id, orderId, amount, message }: PaymentRecord) =>
    addToOutbox(trx, [
      createEnvelope(event, {
        source: '/services/payment',
        subject: id,
        data: { paymentId: id, orderId, amount, message: message ?? '', refundId: id, refunded: amount },
        id: newId(),
        time: clock.now(),
      }),
    ]);

  const apply = async (trx: Trx, before: PaymentRecord, command: PaymentCommand): Promise<PaymentRecord> => {
    const { payment, event } = decide(before, command, clock.now());
    if (payment === before) return before;
    await trx.updateTable('payments').set(toRow(payment)).where('id', '=', payment.id).execute();
    if (event) await publish(trx, event, payment);
    return payment;
  };

  const open = (payment: Parameters<PaymentRepository['open']>[0], token: string, key: string) =>
    db.transaction().execute(async (trx) => {
      const now = clock.now();
      const method = await trx
        .updateTable('payment_methods')
        .set({ used_for_order: payment.orderId })
        .where('token', '=', token)
        .where('expires_at', '>', now)
        .where((where) =>
          where.or([where('used_for_order', 'is', null), where('used_for_order', '=', payment.orderId)]),
        )
        .returning(['brand', 'last4', 'instrument'])
        .executeTakeFirst();
      if (!method) return 'unknown-method';
      const { brand, last4, instrument } = method;
      const opened: PaymentRecord = {
        ...payment,
        status: 'processing',
        instrument,
        card: { brand, last4 },
        message: null,
        todo: { step: 'charge', dueAt: later() },
        createdAt: now,
        updatedAt: now,
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

    async open(payment, token, key) {
      try {
        return await open(payment, token, key);
      } catch (error) {
        if ((error as { code?: unknown }).code === UNIQUE_VIOLATION) return 'exists';
        throw error;
      }
    },

    async change(id, command) {
      const payment = await db.transaction().execute(async (trx) => {
        const row = await select('id', id, trx).forUpdate().executeTakeFirstOrThrow();
        return apply(trx, fromRow(row), command);
      });
      onEvents();
      return payment;
    },

    async cancel({ orderId, amount, paymentId }, cause) {
      await onceOnly(db, 'payment', cause, async (trx) => {
        const now = clock.now();
        const never = {
          ...{ id: paymentId, orderId, amount, status: 'cancelled' as const, provider: 'none', instrument: null },
          ...{ card: null, message: 'The order was cancelled', todo: null, createdAt: now, updatedAt: now },
        };
        await trx
          .insertInto('payments')
          .values({ ...toRow(never), idempotency_key: null })
          .onConflict((conflict) => conflict.column('order_id').doNothing())
          .execute();
        const row = await select('order_id', orderId, trx).forUpdate().executeTakeFirstOrThrow();
        await apply(trx, fromRow(row), { type: 'order-cancelled' });
      });
      onEvents();
    },

    async takeDue(limit) {
      const due = db
        .selectFrom('payments')
        .select('id')
        .where('todo', 'is not', null)
        .where('due_at', '<=', clock.now())
        .orderBy('due_at')
        .limit(limit)
        .forUpdate()
        .skipLocked();
      const rows = await db
        .updateTable('payments')
        .set({ due_at: later() })
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
