import type { EventDefinition } from '@tessera/contracts/events/event';
import { paymentRefundFailed } from '@tessera/contracts/events/payment-refund-failed';
import { paymentRefunded } from '@tessera/contracts/events/payment-refunded';
import { createEnvelope } from '@tessera/messaging/create-envelope';
import { addToOutbox } from '@tessera/messaging/sql-outbox';
import type { Clock } from '@tessera/service-kit/system';
import { type Kysely, sql, type Transaction } from 'kysely';
import { decide, type PaymentCommand, type PaymentRecord } from '../domain/payment.ts';
import {
  type KnownRefund,
  planRefund,
  type RefundDecision,
  type RefundRecord,
  type RefundRequest,
  withRefunded,
} from '../domain/refund.ts';
import { fromRow, type PaymentTables, refundFromRow, toRow } from './payment-tables.ts';

type Trx = Transaction<PaymentTables>;
export interface Deps {
  readonly db: Kysely<PaymentTables>;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Something is in the outbox, or due. */
  readonly onEvents: () => void;
}

/** A job leaves what it took to itself for this long, and twice as long each time that it came to nothing. */
const LEASE = sql`interval '10 seconds'`;
const LONGEST = sql`interval '15 minutes'`;

/** When a row that is taken up now is due again, unless it is settled by then. */
export const dueAgain = (now: Date) =>
  sql<Date>`${now}::timestamptz + least(${LEASE} * power(2, least(attempts, 10)), ${LONGEST})`;
/** Nothing is ever due so much later: who wrote that had a clock that was ahead, and nobody shall wait for it. */
const NEVER_LATER_MS = 1_200_000;
/** For tables with a `due_at`. */
export const isDue = (now: Date) =>
  sql<boolean>`(due_at <= ${now} or due_at > ${new Date(now.getTime() + NEVER_LATER_MS)})`;
export const leaseFrom = (now: Date): Date => new Date(now.getTime() + 10_000);

/** What payments and refunds do inside one transaction, under the payment's lock. */
export function createPaymentTransactions({ clock, newId }: Deps) {
  const publish = (trx: Trx, event: EventDefinition, subject: string, data: unknown) =>
    addToOutbox(trx, [
      createEnvelope(event, { source: '/services/payment', subject, data, id: newId(), time: clock.now() }),
    ]);

  const lock = async (trx: Trx, by: 'id' | 'order_id', value: string): Promise<PaymentRecord> => {
    const rows = trx.selectFrom('payments').selectAll().where(by, '=', value).forUpdate();
    return fromRow(await rows.executeTakeFirstOrThrow());
  };

  const store = async (trx: Trx, payment: PaymentRecord): Promise<void> => {
    await trx.updateTable('payments').set(toRow(payment)).where('id', '=', payment.id).execute();
  };

  const openRefund = async (
    trx: Trx,
    payment: PaymentRecord,
    { dueAt, ...request }: RefundRequest & { readonly dueAt: Date },
  ): Promise<RefundRecord | null> => {
    const rows = await trx.selectFrom('refunds').selectAll().where('payment_id', '=', payment.id).execute();
    const plan = planRefund(payment, rows.map(refundFromRow), request);
    if (typeof plan !== 'number') return plan;
    if (plan === 0) return null;
    const now = clock.now();
    const row = {
      ...{ id: newId(), payment_id: payment.id, idempotency_key: request.key, asked: request.amount?.amount ?? null },
      ...{ amount: plan, status: 'pending' as const, reference: null, reason: null, attempts: 0 },
      ...{ due_at: dueAt, created_at: now, updated_at: now },
    };
    await trx.insertInto('refunds').values(row).execute();
    return refundFromRow(row);
  };

  return {
    lock,
    openRefund,

    async apply(trx: Trx, before: PaymentRecord, command: PaymentCommand): Promise<PaymentRecord> {
      const now = clock.now();
      const { payment, event, refundRest } = decide(before, command, now);
      if (payment !== before) await store(trx, payment);
      // With the key by which the order service asks for all that is left.
      if (refundRest) await openRefund(trx, payment, { key: payment.id, dueAt: now });
      const { id, orderId, amount, message } = payment;
      if (event) await publish(trx, event, id, { paymentId: id, orderId, amount, message: message ?? '' });
      return payment;
    },

    /** A refund of the provider's dashboard: the provider's name for it is its key. */
    async noteRefund(trx: Trx, payment: PaymentRecord, { reference, amount }: KnownRefund): Promise<RefundRecord> {
      const now = clock.now();
      const row = {
        ...{ id: newId(), payment_id: payment.id, idempotency_key: reference, asked: amount, amount, reference },
        ...{ status: 'pending' as const, reason: null, attempts: 0 },
        ...{ due_at: leaseFrom(now), created_at: now, updated_at: now },
      };
      await trx.insertInto('refunds').values(row).execute();
      return refundFromRow(row);
    },

    /** Stores what a refund has become, its payment, and what is to be told of it. */
    async storeRefund(trx: Trx, before: PaymentRecord, { refund, moved }: RefundDecision): Promise<PaymentRecord> {
      const now = clock.now();
      const { id, key, status, reference, reason } = refund;
      await trx
        .updateTable('refunds')
        .set({ status, reference, reason, updated_at: now })
        .where('id', '=', id)
        .execute();
      const payment = moved === 0 ? before : withRefunded(before, moved, now);
      if (payment !== before) await store(trx, payment);
      const { currency } = payment.amount;
      const about = { paymentId: payment.id, orderId: payment.orderId, refundId: id };
      const refunded = { amount: payment.refunded, currency };
      const { refundVersion } = payment;
      const facts = { ...about, amount: { amount: refund.amount, currency }, refunded, refundVersion };
      if (status === 'failed') {
        // Processes of yesterday may open one of all that is left as 'rest', which says nothing to the order.
        const askedWith = key === 'rest' ? payment.id : key;
        await publish(trx, paymentRefundFailed, payment.id, { ...facts, key: askedWith, returned: moved < 0 });
      }
      if (moved > 0) await publish(trx, paymentRefunded, payment.id, facts);
      return payment;
    },
  };
}
