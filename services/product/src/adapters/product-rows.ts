import type { Product, ProductSummary } from '@tessera/contracts/api/product';
import type { Insertable, Selectable } from 'kysely';
import type { StoredProduct } from '../domain/product.ts';
import type { ProductTable } from './tables.ts';

export const summaryColumns = [
  'id',
  'slug',
  'name',
  'tagline',
  'category',
  'price_amount',
  'price_currency',
  'image',
  'on_hand',
  'reserved',
  'rating_average',
  'rating_count',
] as const;
type Row = Selectable<ProductTable>;

export const summaryFrom = (row: Pick<Row, (typeof summaryColumns)[number]>): ProductSummary => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  tagline: row.tagline,
  category: row.category,
  price: { amount: row.price_amount, currency: row.price_currency },
  image: row.image,
  available: row.on_hand - row.reserved,
  rating: { average: row.rating_average, count: row.rating_count },
});

export const productFrom = (row: Row, categoryName: string): Product => ({
  ...summaryFrom(row),
  description: row.description,
  details: row.details,
  categoryName,
  sku: row.sku,
  version: row.version,
  updatedAt: row.updated_at.toISOString(),
});

export const storedFrom = (row: Row): StoredProduct => {
  const { available: _, categoryName: __, ...product } = productFrom(row, '');
  return { ...product, onHand: row.on_hand, reserved: row.reserved };
};

/** Everything but `reserved`, which only the stock ledger writes. */
export const rowFrom = (product: StoredProduct): Insertable<ProductTable> => ({
  id: product.id,
  slug: product.slug,
  sku: product.sku,
  name: product.name,
  tagline: product.tagline,
  description: product.description,
  category: product.category,
  price_amount: product.price.amount,
  price_currency: product.price.currency,
  image: JSON.stringify(product.image),
  details: JSON.stringify(product.details),
  rating_average: product.rating.average,
  rating_count: product.rating.count,
  on_hand: product.onHand,
  version: product.version,
  updated_at: product.updatedAt,
});
