import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What was asked for and answered by the Idempotency-Key that an id is made of. */
export const creations: Migration = {
  async up(db: Kysely<any>) {
    await sql`create table product_creations (
      id uuid primary key,
      fingerprint text not null,
      answer jsonb
    )`.execute(db);
  },
};
