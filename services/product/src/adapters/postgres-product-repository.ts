import type { EventEnvelope } from '@tessera/contracts/events/event';
import { addToOutbox } from '@tessera/messaging/sql-outbox';
import { keyReused } from '@tessera/service-kit/idempotency';
import type { Kysely, Transaction } from 'kysely';
import type { ProductRepository } from '../domain/catalogue.ts';
import { productNotFound, slugTaken, unknownCategory } from '../domain/product-errors.ts';
import { productFrom, rowFrom, storedFrom } from './product-rows.ts';
import type { Tables } from './tables.ts';

/** SQLSTATEs of the two constraints that a draft can break. */
const refusals: Record<string, () => Error> = { '23505': slugTaken, '23503': unknownCategory };

async function refusing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw refusals[(error as { code?: string }).code ?? '']?.() ?? error;
  }
}

/** `committed` is awaited after each commit. */
export function postgresProductRepository(db: Kysely<Tables>, committed: () => Promise<void>): ProductRepository {
  const transaction = async <Result>(work: (trx: Transaction<Tables>) => Promise<Result>) => {
    const result = await refusing(() => db.transaction().execute(work));
    await committed();
    return result;
  };
  const locked = (trx: Transaction<Tables>, id: string) =>
    trx
      .selectFrom('products')
      .selectAll()
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
  const firstAnswer = async (trx: Transaction<Tables>, id: string, fingerprint: string) => {
    const creation = await trx.selectFrom('product_creations').selectAll().where('id', '=', id).executeTakeFirst();
    if (!creation?.answer || creation.fingerprint !== fingerprint) throw keyReused();
    return creation.answer;
  };
  const asSeen = async (
    trx: Transaction<Tables>,
    id: string,
    announce: (product: ReturnType<typeof productFrom>) => EventEnvelope[],
  ) => {
    const row = await trx
      .selectFrom('products')
      .innerJoin('categories', 'categories.slug', 'products.category')
      .selectAll('products')
      .select('categories.name as category_name')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const product = productFrom(row, row.category_name);
    await addToOutbox(trx, announce(product));
    return product;
  };

  return {
    add: (product, fingerprint, announce) =>
      transaction(async (trx) => {
        const { id } = product;
        // Waits for a twin that is just at it.
        const first = await trx
          .insertInto('product_creations')
          .values({ id, fingerprint })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (first.numInsertedOrUpdatedRows === 0n)
          return { created: await firstAnswer(trx, id, fingerprint), replayed: true };
        await trx.insertInto('products').values(rowFrom(product)).execute();
        const created = await asSeen(trx, id, announce);
        const answer = JSON.stringify(created);
        await trx.updateTable('product_creations').set({ answer }).where('id', '=', id).execute();
        return { created, replayed: false };
      }),

    change: (id, change, announce) =>
      transaction(async (trx) => {
        const row = await locked(trx, id);
        if (!row) throw productNotFound();
        await trx
          .updateTable('products')
          .set(rowFrom(change(storedFrom(row))))
          .where('id', '=', id)
          .execute();
        return asSeen(trx, id, announce);
      }),

    remove: (id, now, announce) =>
      transaction(async (trx) => {
        const row = await locked(trx, id);
        if (!row) return false;
        await trx
          .updateTable('products')
          .set({ deleted_at: now, version: row.version + 1 })
          .where('id', '=', id)
          .execute();
        await addToOutbox(trx, announce(row.version + 1));
        return true;
      }),
  };
}
