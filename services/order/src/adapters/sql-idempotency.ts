import { createHash } from 'node:crypto';
import type { Clock } from '@tessera/service-kit/system';
import type { Kysely } from 'kysely';
import type { Claim, Idempotency } from '../domain/idempotency.ts';
import { type OrderTables, parseJson } from './order-tables.ts';
import { isContention, isDuplicate } from './sql-errors.ts';

/** Longer than a request with all its deadlines can last. */
const LEASE_MS = 30_000;

interface Deps {
  readonly db: Kysely<OrderTables>;
  readonly clock: Clock;
  readonly newId: () => string;
}

export function createSqlIdempotency({ db, clock, newId }: Deps): Idempotency {
  const lease = () => ({
    lease: newId(),
    leased_until: new Date(clock.now().getTime() + LEASE_MS).toISOString(),
  });
  const rowOf = (id: string) => db.selectFrom('idempotency_keys').selectAll().where('id', '=', id).executeTakeFirst();

  const takeOver = async (id: string, subjectId: string, former: string): Promise<Claim> => {
    const mine = lease();
    const { numUpdatedRows } = await db
      .updateTable('idempotency_keys')
      .set(mine)
      .where('id', '=', id)
      .where('lease', '=', former)
      .where('answer', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows > 0n
      ? { kind: 'claimed', attempt: { id, subjectId, lease: mine.lease, resumed: true } }
      : { kind: 'busy' };
  };

  return {
    async claim({ caller, key, fingerprint, subjectId }) {
      const id = rowId(caller, key);
      const mine = lease();
      try {
        // Most keys are new: no look first.
        await db
          .insertInto('idempotency_keys')
          .values({ id, fingerprint, subject_id: subjectId, ...mine, created_at: clock.now().toISOString() })
          .execute();
        return { kind: 'claimed', attempt: { id, subjectId, lease: mine.lease, resumed: false } };
      } catch (error) {
        if (!isDuplicate(error) && !isContention(error)) throw error;
      }
      const known = await rowOf(id);
      // Forgotten just now: the next look finds it free.
      if (!known) return { kind: 'busy' };
      if (known.fingerprint !== fingerprint) return { kind: 'reused' };
      if (known.answer !== null) return { kind: 'answered', answer: parseJson(known.answer) };
      if (known.leased_until > clock.now().toISOString()) return { kind: 'busy' };
      return takeOver(id, known.subject_id, known.lease);
    },

    async answer(attempt, answer) {
      await db
        .updateTable('idempotency_keys')
        .set({ answer: JSON.stringify(answer) })
        .where('id', '=', attempt.id)
        .where('answer', 'is', null)
        .execute();
    },

    async subjectOf(caller, key) {
      return (await rowOf(rowId(caller, key)))?.subject_id ?? null;
    },

    async forget(attempt) {
      await db
        .deleteFrom('idempotency_keys')
        .where('id', '=', attempt.id)
        .where('lease', '=', attempt.lease)
        .where('answer', 'is', null)
        .execute();
    },

    async handOver(attempt) {
      await db
        .updateTable('idempotency_keys')
        .set({ leased_until: clock.now().toISOString() })
        .where('id', '=', attempt.id)
        .where('lease', '=', attempt.lease)
        .where('answer', 'is', null)
        .execute();
    },

    async purge(before) {
      await db.deleteFrom('idempotency_keys').where('created_at', '<', before.toISOString()).execute();
    },
  };
}

// Hashed, because MySQL would compare the key without regard to case.
const rowId = (caller: string, key: string) => createHash('sha256').update(`${caller}\n${key}`).digest('hex');
