import type { Product, Reservation } from '@tessera/contracts/api/product';
import type { ColumnType, Generated } from 'kysely';

/** Written as text, because `pg` would turn an array into an array of PostgreSQL. */
type Json<Value> = ColumnType<Value, string, string>;

export interface ProductTable {
  id: string;
  slug: string;
  sku: string;
  name: string;
  tagline: string;
  description: string;
  category: string;
  price_amount: number;
  price_currency: string;
  image: Json<Product['image']>;
  details: Json<Product['details']>;
  rating_average: number;
  rating_count: number;
  featured_rank: Generated<number>;
  on_hand: number;
  reserved: Generated<number>;
  version: number;
  updated_at: ColumnType<Date, string, string>;
  deleted_at: Date | null;
}

export interface Tables {
  categories: { slug: string; name: string; position: number };
  products: ProductTable;
  product_creations: { id: string; fingerprint: string; answer: Json<Product> | null };
  reservations: {
    order_id: string;
    status: Reservation['status'];
    lines: Json<Reservation['lines']>;
    expires_at: ColumnType<Date, string, string>;
  };
}
