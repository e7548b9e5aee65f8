import { createHash } from 'node:crypto';
import { addToOutbox } from '@tessera/messaging/sql-outbox';
import type { Kysely } from 'kysely';
import { productFrom, rowFrom } from '../src/adapters/product-rows.ts';
import type { Tables } from '../src/adapters/tables.ts';
import type { StoredProduct } from '../src/domain/product.ts';
import type { ProductEvents } from '../src/domain/product-events.ts';
import { demoCategories } from './demo-categories.ts';
import type { DemoCategory, DemoProduct } from './demo-product.ts';

/** The same slug has the same UUIDv7 for ever, so that carts and orders survive a database that was made anew. */
export function demoId(slug: string): string {
  const hash = createHash('sha256').update(slug).digest('hex');
  return `019a0000-0000-7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`;
}

const toStored = (category: DemoCategory, product: DemoProduct, index: number, now: Date): StoredProduct => ({
  id: demoId(product.slug),
  slug: product.slug,
  sku: `${category.code}-${String(index + 1).padStart(3, '0')}`,
  name: product.name,
  tagline: product.tagline,
  description: product.description,
  category: category.slug,
  price: { amount: product.price, currency: 'EUR' },
  image: {
    url: `/api/catalog/media/${product.picture}.webp`,
    alt: product.alt,
    tint: category.tints[index % category.tints.length] ?? '#f4f0ea',
  },
  details: Object.entries(product.details).map(([name, value]) => ({ name, value })),
  rating: { average: product.rating[0], count: product.rating[1] },
  version: 1,
  updatedAt: now.toISOString(),
  onHand: product.stock,
  reserved: 0,
});

/** Adds the demo products that were never there; what was changed, sold or removed since stays as it is. */
export async function loadDemoProducts(db: Kysely<Tables>, events: ProductEvents, clock: { now(): Date }) {
  const rows = demoCategories.flatMap((category, place) =>
    category.products.map((product, index) => ({
      ...rowFrom(toStored(category, product, index, clock.now())),
      // Featured takes one of each category in turn.
      featured_rank: index * demoCategories.length + place + 1,
    })),
  );
  await db.transaction().execute(async (trx) => {
    const names = new Map(
      (await trx.selectFrom('categories').selectAll().execute()).map((row) => [row.slug, row.name]),
    );
    const added = await trx
      .insertInto('products')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .execute();
    const created = added.map((row) => events.created(productFrom(row, names.get(row.category) ?? row.category)));
    if (created.length > 0) await addToOutbox(trx, created);
  });
}
