import type { Category, ProductSummary } from '@tessera/contracts/api/product';
import { type Kysely, sql } from 'kysely';
import type { Catalogue, ProductQuery } from '../domain/catalogue.ts';
import { productFrom, summaryColumns, summaryFrom } from './product-rows.ts';
import type { Tables } from './tables.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const SLUG = /^[a-z\d-]{1,80}$/;

const orders = {
  featured: sql`featured_rank, id`,
  'price-asc': sql`price_amount, id`,
  'price-desc': sql`price_amount desc, id desc`,
  name: sql`lower(name), id`,
  rating: sql`rating_average desc, id`,
} satisfies Record<ProductQuery['sort'], unknown>;

export function postgresCatalogue(db: Kysely<Tables>): Catalogue {
  const onSale = () => db.selectFrom('products').where('deleted_at', 'is', null);

  /** What cannot be an id or a slug is not asked for: PostgreSQL would take offence at it. */
  const findRow = async (idOrSlug: string) => {
    const key = UUID.test(idOrSlug) ? 'id' : 'slug';
    if (key === 'slug' && !SLUG.test(idOrSlug)) return undefined;
    return onSale()
      .innerJoin('categories', 'categories.slug', 'products.category')
      .selectAll('products')
      .select('categories.name as category_name')
      .where(`products.${key}`, '=', idOrSlug)
      .executeTakeFirst();
  };

  return {
    async list({ category, ids, sort, page, perPage }) {
      if (ids?.length === 0) return { items: [], total: 0 };
      let matching = onSale();
      if (category !== undefined) matching = matching.where('category', '=', category);
      if (ids) matching = matching.where('id', 'in', ids);
      const rows = await matching
        .select(summaryColumns)
        .select(sql<number>`count(*) over ()`.as('total'))
        .orderBy(orders[sort])
        .limit(perPage)
        .offset((page - 1) * perPage)
        .execute();
      if (rows[0] || page === 1) return { items: rows.map(summaryFrom), total: rows[0]?.total ?? 0 };
      const past = await matching
        .select((select) => select.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return { items: [], total: past.total };
    },

    async categories(): Promise<Category[]> {
      const rows = await db
        .selectFrom('categories')
        .leftJoin('products', (join) =>
          join.onRef('products.category', '=', 'categories.slug').on('products.deleted_at', 'is', null),
        )
        .select(['categories.slug', 'categories.name', (select) => select.fn.count<number>('products.id').as('count')])
        .groupBy('categories.slug')
        .orderBy('categories.position')
        .execute();
      return rows;
    },

    async find(idOrSlug) {
      const row = await findRow(idOrSlug);
      return row && productFrom(row, row.category_name);
    },

    async recommendations(idOrSlug, limit): Promise<ProductSummary[] | undefined> {
      const row = await findRow(idOrSlug);
      if (!row) return undefined;
      const rows = await onSale()
        .select(summaryColumns)
        .where('id', '!=', row.id)
        .where('on_hand', '>', sql.ref<number>('reserved'))
        .orderBy(sql`category = ${row.category} desc, abs(price_amount - ${row.price_amount}), id`)
        .limit(limit)
        .execute();
      return rows.map(summaryFrom);
    },
  };
}
