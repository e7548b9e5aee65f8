import { onceOnly } from '@tessera/messaging/sql-outbox';
import { DomainError } from '@tessera/service-kit/problem-error';
import type { Clock } from '@tessera/service-kit/system';
import type { ExpressionBuilder, Kysely, Transaction } from 'kysely';
import { decide, type OrderCommand } from '../domain/decide.ts';
import type { Decision } from '../domain/decision.ts';
import { type OwnedOrder, summarise } from '../domain/order.ts';
import { newOrderNumber } from '../domain/order-number.ts';
import type { OrderRepository, Ownership } from '../domain/order-repository.ts';
import { fromRow, type OrderTables } from './order-tables.ts';
import { orderWrites } from './order-writes.ts';
import { isContention, isDuplicate } from './sql-errors.ts';

const CHANGE_ATTEMPTS = 10;

interface Deps {
  readonly db: Kysely<OrderTables>;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly issueLink: (orderId: string) => Promise<string>;
  /** Something is in the outbox. */
  readonly onEvents: () => void;
}

/** For PostgreSQL and for MySQL or MariaDB: only what both understand is used. */
export function createSqlOrderRepository({ db, clock, newId, issueLink, onEvents }: Deps): OrderRepository {
  const writes = orderWrites({ clock, newId, issueLink });

  const select = (id: string, from: Kysely<OrderTables>) => from.selectFrom('orders').selectAll().where('id', '=', id);

  const find = async (id: string): Promise<OwnedOrder | null> => {
    const row = await select(id, db).executeTakeFirst();
    return row ? fromRow(row) : null;
  };

  const apply = async (trx: Transaction<OrderTables>, id: string, command: OrderCommand): Promise<Decision | null> => {
    // The answer to a call and the event that tells the same come at once: the second one waits here, and finds it done.
    const row = await select(id, trx).forUpdate().executeTakeFirst();
    if (!row) return null;
    const before = fromRow(row);
    const decision = decide(before, command, clock.now());
    if (decision.state !== before) await writes.update(trx, decision);
    return decision;
  };

  return {
    find,

    async insert(state, paymentMethod) {
      let candidate = state;
      for (let attempt = 1; ; attempt += 1) {
        try {
          await db.transaction().execute((trx) => writes.insert(trx, candidate, paymentMethod));
          onEvents();
          return candidate;
        } catch (error) {
          if (isContention(error) && attempt < CHANGE_ATTEMPTS) continue;
          if (!isDuplicate(error)) throw error;
          const stored = await find(state.order.id);
          if (stored) return stored;
          candidate = { ...state, order: { ...state.order, number: newOrderNumber() } };
        }
      }
    },

    async list(owner, { limit, offset }) {
      const owned = db.selectFrom('orders').where(belongsTo(owner));
      const [rows, { total }] = await Promise.all([
        owned.selectAll().orderBy('placed_at', 'desc').orderBy('id', 'desc').limit(limit).offset(offset).execute(),
        owned.select((select) => select.fn.countAll<string | number>().as('total')).executeTakeFirstOrThrow(),
      ]);
      return { items: rows.map((row) => summarise(fromRow(row))), total: Number(total) };
    },

    async listAll({ status, number }, { limit, offset }) {
      const all = db
        .selectFrom('orders')
        .where((where) => where.and({ ...(status && { status }), ...(number && { number }) }));
      const sorted = status
        ? all.selectAll().orderBy('status_since').orderBy('id')
        : all.selectAll().orderBy('placed_at', 'desc').orderBy('id', 'desc');
      const [rows, { total }] = await Promise.all([
        sorted.limit(limit).offset(offset).execute(),
        all.select((select) => select.fn.countAll<string | number>().as('total')).executeTakeFirstOrThrow(),
      ]);
      return { items: rows.map((row) => fromRow(row).order), total: Number(total) };
    },

    async changedSince(versions) {
      if (versions.size === 0) return [];
      const ids = [...versions.keys()];
      const rows = await db.selectFrom('orders').select(['id', 'version']).where('id', 'in', ids).execute();
      const changed = rows.filter(({ id, version }) => versions.get(id) !== version).map(({ id }) => id);
      if (changed.length === 0) return [];
      return (await db.selectFrom('orders').selectAll().where('id', 'in', changed).execute()).map(fromRow);
    },

    async change(id, command, cause) {
      for (let attempt = 1; ; attempt += 1) {
        let decision: Decision | null = null as Decision | null;
        const effect = async (trx: Transaction<OrderTables>) => {
          decision = await apply(trx, id, command);
        };
        try {
          await (cause ? onceOnly(db, 'order', cause, effect) : db.transaction().execute(effect));
          if (decision?.events.length) onEvents();
          return decision?.state ?? (await find(id));
        } catch (error) {
          if (!isRepeatable(error)) throw error;
          if (attempt === CHANGE_ATTEMPTS) throw busy(error);
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt));
        }
      }
    },

    async restingIn(statuses, since, limit) {
      const rows = await db
        .selectFrom('orders')
        .selectAll()
        .where('status', 'in', statuses)
        .where('status_since', '<=', since.toISOString())
        .orderBy('status_since')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },
  };
}

/** A duplicate is the same follow-up task, written by another change at the same time. */
const isRepeatable = (error: unknown): boolean => isContention(error) || isDuplicate(error);

const busy = (cause: unknown) =>
  new DomainError('version-conflict', 'The order keeps changing. Try again in a moment.', { cause });

/** Nobody owns anything when both ids are missing. */
const belongsTo =
  ({ userId, guestId }: Ownership) =>
  (where: ExpressionBuilder<OrderTables, 'orders'>) =>
    where.or([
      ...(userId ? [where('user_id', '=', userId)] : []),
      ...(guestId ? [where('guest_id', '=', guestId)] : []),
    ]);
