import { createEnvelope } from '@tessera/messaging/create-envelope';
import { addToOutbox } from '@tessera/messaging/sql-outbox';
import type { Clock } from '@tessera/service-kit/system';
import type { Transaction } from 'kysely';
import { EVENT_OF, type OrderEvent, type OwnedOrder } from '../domain/order.ts';
import { type OrderTables, toRow } from './order-tables.ts';

/** How long the request that placed an order has to start its payment before the job does. */
const START_GRACE_MS = 10_000;

type Trx = Transaction<OrderTables>;
type TaskKind = OrderTables['payment_tasks']['kind'];

/** The writes of the order repository: each belongs in a transaction that somebody else began. */
export function orderWrites({ clock, newId }: { clock: Clock; newId: () => string }) {
  const publish = (trx: Trx, { order, userId, guestId }: OwnedOrder, events: readonly OrderEvent[]) =>
    addToOutbox(
      trx,
      events.map((definition) =>
        createEnvelope(definition, {
          source: '/services/order',
          subject: order.id,
          data: { order, userId, guestId },
          id: newId(),
          time: clock.now(),
        }),
      ),
    );
  const addTask = (trx: Trx, orderId: string, kind: TaskKind, payload: string, due: Date) =>
    trx
      .insertInto('payment_tasks')
      .values({ order_id: orderId, kind, payload, due_at: due.toISOString(), attempts: 0 })
      .execute();
  const removeTask = (trx: Trx, orderId: string, kind: TaskKind) =>
    trx.deleteFrom('payment_tasks').where('order_id', '=', orderId).where('kind', '=', kind).execute();

  return {
    async insert(trx: Trx, state: OwnedOrder, paymentMethod: string): Promise<void> {
      await trx.insertInto('orders').values(toRow(state)).execute();
      await publish(trx, state, [EVENT_OF['pending-payment']]);
      await addTask(trx, state.order.id, 'start', paymentMethod, new Date(clock.now().getTime() + START_GRACE_MS));
    },

    /** False when another writer was first. */
    async update(trx: Trx, before: OwnedOrder, state: OwnedOrder, events: readonly OrderEvent[]): Promise<boolean> {
      const { id, ...row } = toRow(state);
      const { numUpdatedRows } = await trx
        .updateTable('orders')
        .set(row)
        .where('id', '=', id)
        .where('version', '=', before.order.version)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return false;
      await publish(trx, state, events);
      if (state.payment.id || state.order.status !== 'pending-payment') await removeTask(trx, id, 'start');
      return true;
    },

    async askForRefund(trx: Trx, orderId: string, paymentId: string): Promise<void> {
      await removeTask(trx, orderId, 'refund');
      await addTask(trx, orderId, 'refund', paymentId, clock.now());
    },
  };
}
