import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A hold that ran out is told from one that was given up: only the first may be taken again. */
export const expiredReservations: Migration = {
  async up(db: Kysely<any>) {
    await sql`alter table reservations
      drop constraint reservations_status_check,
      add constraint reservations_status_check check (status in ('held', 'committed', 'expired', 'released'))`.execute(
      db,
    );
  },
};
