import { FREE_SHIPPING_FROM, SHIPPING_FEE } from '@tessera/contracts/limits';
import pg from 'pg';
import type { Random } from '../random.ts';

/** Products of one case alone: whatever touches them belongs to it. */
export interface Shelf {
  readonly products: readonly ShelfProduct[];
}
export interface ShelfProduct {
  readonly id: string;
  readonly stock: number;
  readonly price: number;
}

/** Puts new products with the given stock on sale. */
export async function fillShelf(database: string, random: Random, stocks: readonly number[]): Promise<Shelf> {
  const products = stocks.map((stock) => ({ id: random.id(), stock, price: random.between(100, 9_000) }));
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    for (const { id, stock, price } of products) {
      await client.query(
        `INSERT INTO products (id, slug, sku, name, tagline, description, category, price_amount, price_currency, image,
           details, rating_average, rating_count, on_hand, version, updated_at)
         VALUES ($1, $2, $2, $2, 'For a test', 'For a test', 'pantry', $3, 'EUR',
           '{"url":"/api/catalog/media/1f34e.webp","alt":"An apple","tint":"#fff"}', '[]', 5, 1, $4, 1, now())`,
        [id, `fault-${id}`, price, stock],
      );
    }
  } finally {
    await client.end();
  }
  return { products };
}

/** What an order of these lines comes to. */
export function totalOf(shelf: Shelf, lines: readonly { productId: string; quantity: number }[]) {
  const price = (id: string) => shelf.products.find((product) => product.id === id)?.price ?? 0;
  const subtotal = lines.reduce((sum, { productId, quantity }) => sum + price(productId) * quantity, 0);
  return { amount: subtotal + (subtotal >= FREE_SHIPPING_FROM ? 0 : SHIPPING_FEE), currency: 'EUR' };
}
