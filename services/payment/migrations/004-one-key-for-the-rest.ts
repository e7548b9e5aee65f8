import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** All that is left is asked for with the payment's id, as the order service does, so that both ask for one refund. */
export const oneKeyForTheRest: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`update refunds set idempotency_key = payment_id
      where idempotency_key = 'rest' and not exists (
        select from refunds other
        where other.payment_id = refunds.payment_id and other.idempotency_key = refunds.payment_id::text)`.execute(db);
  },
};
