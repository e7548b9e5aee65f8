import { orderReturned } from '@tessera/contracts/events/order-returned';
import { createEnvelope } from '@tessera/messaging/create-envelope';
import { addToOutbox } from '@tessera/messaging/sql-outbox';
import type { Clock } from '@tessera/service-kit/system';
import type { Transaction } from 'kysely';
import type { Decision, RefundCall } from '../domain/decision.ts';
import { isStarting, LIFE, type News, type OwnedOrder } from '../domain/order.ts';
import { type OrderTables, toRow } from './order-tables.ts';

/** How long the request that placed an order has to start its payment before the job does. */
const START_GRACE_MS = 10_000;

type Trx = Transaction<OrderTables>;

interface Deps {
  readonly clock: Clock;
  readonly newId: () => string;
  /** A guest's way to the order, for mails. */
  readonly issueLink: (orderId: string) => Promise<string>;
}

/** The writes of the order repository: each belongs in a transaction that somebody else began. */
export function orderWrites({ clock, newId, issueLink }: Deps) {
  const publish = async (trx: Trx, { order: { id }, userId, guestId }: OwnedOrder, news: readonly News[]) => {
    if (news.length === 0) return;
    const access = guestId ? { access: await issueLink(id) } : {};
    await addToOutbox(
      trx,
      news.map((told) => {
        const about = { source: '/services/order', subject: id, id: newId(), time: clock.now() };
        const data = { order: told.order, userId, guestId, ...access };
        return 'return' in told
          ? createEnvelope(orderReturned, { ...about, data: { ...data, return: told.return } })
          : createEnvelope(told.event, { ...about, data });
      }),
    );
  };
  const addTask = (trx: Trx, task: Omit<OrderTables['payment_tasks'], 'due_at' | 'attempts'>, due: Date) =>
    trx
      .insertInto('payment_tasks')
      .values({ ...task, due_at: due.toISOString(), attempts: 0 })
      .execute();
  const startTask = (orderId: string, paymentMethod: string) =>
    ({ id: orderId, order_id: orderId, kind: 'start', payload: paymentMethod, amount: null }) as const;
  const refundTask = (orderId: string, { id, paymentId, amount }: RefundCall) =>
    ({ id, order_id: orderId, kind: 'refund', payload: paymentId, amount: amount?.amount ?? null }) as const;

  return {
    async insert(trx: Trx, state: OwnedOrder, paymentMethod: string): Promise<void> {
      const { order } = state;
      await trx.insertInto('orders').values(toRow(state)).execute();
      await publish(trx, state, [{ event: LIFE['pending-payment'].event, order }]);
      await addTask(trx, startTask(order.id, paymentMethod), new Date(clock.now().getTime() + START_GRACE_MS));
    },

    /** Of an order whose row is locked. */
    async update(trx: Trx, { state, events, refunds }: Decision): Promise<void> {
      const { id, ...row } = toRow(state);
      await trx.updateTable('orders').set(row).where('id', '=', id).execute();
      await publish(trx, state, events);
      for (const refund of refunds) await addTask(trx, refundTask(id, refund), clock.now());
      if (!isStarting(state)) {
        await trx.deleteFrom('payment_tasks').where('id', '=', id).execute();
      }
    },
  };
}
