import { createMessagingTables } from '@tessera/messaging/sql-outbox';
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const categories = [
  ['pantry', 'Pantry & Kitchen'],
  ['fruit-vegetables', 'Fruit & Vegetables'],
  ['bakery-sweets', 'Bakery & Sweets'],
  ['home-living', 'Home & Living'],
  ['plants-flowers', 'Plants & Flowers'],
  ['music', 'Music & Instruments'],
  ['sports-outdoors', 'Sports & Outdoors'],
  ['toys-games', 'Toys & Games'],
  ['desk-study', 'Desk & Study'],
  ['cameras-gadgets', 'Cameras & Gadgets'],
  ['wardrobe', 'Wardrobe'],
] as const;

export const products: Migration = {
  async up(db: Kysely<any>) {
    await createMessagingTables(db);
    await sql`create table categories (slug text primary key, name text not null, position int not null)`.execute(db);
    await db
      .insertInto('categories')
      .values(categories.map(([slug, name], position) => ({ slug, name, position })))
      .execute();
    // fillfactor: stock counts change often and are in no index, so that updates stay on their page (HOT).
    await sql`create table products (
      id uuid primary key,
      slug text not null,
      sku text not null,
      name text not null,
      tagline text not null,
      description text not null,
      category text not null references categories,
      price_amount bigint not null check (price_amount >= 0),
      price_currency text not null,
      image jsonb not null,
      details jsonb not null,
      rating_average double precision not null,
      rating_count int not null,
      featured_rank int not null default 0,
      on_hand int not null,
      reserved int not null default 0,
      version int not null,
      updated_at timestamptz not null,
      deleted_at timestamptz,
      check (reserved >= 0 and reserved <= on_hand)
    ) with (fillfactor = 80)`.execute(db);
    await sql`create unique index products_slug on products (slug) where deleted_at is null`.execute(db);
    for (const [name, key] of Object.entries({
      featured: 'featured_rank',
      price: 'price_amount',
      name: 'lower(name)',
      rating: 'rating_average desc',
    })) {
      const index = `on products (${key}, id) where deleted_at is null`;
      await sql.raw(`create index products_by_${name} ${index}`).execute(db);
      await sql.raw(`create index products_of_category_by_${name} ${index.replace('(', '(category, ')}`).execute(db);
    }
    await sql`create table reservations (
      order_id uuid primary key,
      status text not null check (status in ('held', 'committed', 'released')),
      lines jsonb not null,
      expires_at timestamptz not null
    )`.execute(db);
    await sql`create index reservations_to_expire on reservations (expires_at) where status = 'held'`.execute(db);
  },
};
