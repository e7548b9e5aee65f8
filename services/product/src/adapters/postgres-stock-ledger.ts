import type { Reservation } from '@tessera/contracts/api/product';
import { addToOutbox, onceOnly } from '@tessera/messaging/sql-outbox';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { StockLevel } from '../domain/reservation.ts';
import type { StockLedger, StockTransactions } from '../domain/stock-ledger.ts';
import type { Tables } from './tables.ts';

const reservationFrom = (row: Selectable<Tables['reservations']>): Reservation => ({
  orderId: row.order_id,
  status: row.status,
  lines: row.lines,
  expiresAt: row.expires_at.toISOString(),
});

/** `moved` collects the products whose stock changes. */
function postgresStockLedger(trx: Transaction<Tables>, moved: Set<string>): StockLedger {
  const lock = (productIds: readonly string[]) =>
    trx
      .selectFrom('products')
      .select(['id', 'name', 'on_hand', 'reserved', 'deleted_at'])
      .where('id', 'in', productIds)
      .orderBy('id')
      .forUpdate()
      .execute();

  return {
    async open({ orderId, status, lines, expiresAt }) {
      const inserted = await trx
        .insertInto('reservations')
        .values({ order_id: orderId, status, lines: JSON.stringify(lines), expires_at: expiresAt })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return inserted.numInsertedOrUpdatedRows === 1n;
    },

    async find(orderId) {
      const row = await trx
        .selectFrom('reservations')
        .selectAll()
        .where('order_id', '=', orderId)
        .forUpdate()
        .executeTakeFirst();
      return row && reservationFrom(row);
    },

    async findExpired(now, limit) {
      const rows = await trx
        .selectFrom('reservations')
        .selectAll()
        .where('status', '=', 'held')
        .where('expires_at', '<=', now)
        .orderBy('expires_at')
        .limit(limit)
        .forUpdate()
        .skipLocked()
        .execute();
      return rows.map(reservationFrom);
    },

    async setStatus(orderIds, status) {
      await trx.updateTable('reservations').set({ status }).where('order_id', 'in', orderIds).execute();
    },

    async levels(productIds) {
      const rows = await lock(productIds);
      return rows.map(
        (row): StockLevel => ({
          productId: row.id,
          name: row.name,
          available: row.on_hand - row.reserved,
          onSale: row.deleted_at === null,
        }),
      );
    },

    async move(moves) {
      for (const { productId } of moves) moved.add(productId);
      // Several are locked in the order of their ids, so that two orders never wait for each other.
      if (moves.length > 1) await lock(moves.map((move) => move.productId));
      const changes = JSON.stringify(moves);
      const { rows } = await sql<StockLevel>`
        update products set on_hand = on_hand + change."onHand", reserved = products.reserved + change.reserved,
          version = version + (change."onHand" <> 0)::int
        from jsonb_to_recordset(${changes}::jsonb) as change ("productId" uuid, "onHand" int, reserved int)
        where id = change."productId"
        returning id as "productId", name, on_hand - products.reserved as available,
          deleted_at is null as "onSale"`.execute(trx);
      return rows;
    },

    emit: (envelopes) => addToOutbox(trx, [...envelopes]),
  };
}

/** `committed` is awaited after each commit; it gets the products whose stock changed. */
export function postgresStockTransactions(
  db: Kysely<Tables>,
  committed: (productIds: readonly string[]) => Promise<void>,
): StockTransactions {
  return {
    async run(work) {
      const moved = new Set<string>();
      const result = await db.transaction().execute((trx) => work(postgresStockLedger(trx, moved)));
      await committed([...moved]);
      return result;
    },
    async once(envelope, work) {
      const moved = new Set<string>();
      await onceOnly(db, 'product', envelope, (trx: Transaction<Tables>) => work(postgresStockLedger(trx, moved)));
      await committed([...moved]);
    },
  };
}
