import { type Kysely, sql } from 'kysely';

/** A process that holds the turn and is frozen loses it, with its connection, after this long. */
const SILENT_SECONDS = 10;

/**
 * Runs `work` unless somebody else does so with the same database; then resolves to false at once. The lock belongs to
 * one connection: it goes with a process that is killed. `work` has to use that connection at least every ten seconds.
 */
export async function inTurn<DB>(
  db: Kysely<DB>,
  mysql: boolean,
  work: (connection: Kysely<DB>) => Promise<void>,
): Promise<boolean> {
  const turn = mysql ? MYSQL : POSTGRES;
  return db.connection().execute(async (connection) => {
    const held = await turn.take(connection);
    if (!held) return false;
    try {
      await work(connection);
      return true;
    } finally {
      // A connection that fails here is about to be closed by the server, which frees the lock.
      if (held === 'locked') await turn.release(connection).catch(() => {});
    }
  });
}

interface Turn {
  take(connection: Kysely<any>): Promise<'locked' | 'only one' | undefined>;
  release(connection: Kysely<any>): Promise<void>;
}

const OUTBOX = sql`hashtext('tessera.outbox')::bigint`;

const POSTGRES: Turn = {
  // All of PGlite's connections are one session, which would own the lock for ever, but only one process relays there.
  async take(connection) {
    const { rows } = await sql<{ held: 'locked' | 'only one' | null }>`select case
      when version() like '%PGlite%' then 'only one'
      when pg_try_advisory_lock(${OUTBOX})
        and set_config('idle_session_timeout', ${`${SILENT_SECONDS}s`}, false) is not null then 'locked'
      end as held`.execute(connection);
    return rows[0]?.held ?? undefined;
  },
  async release(connection) {
    await sql`select set_config('idle_session_timeout', '0', false), pg_advisory_unlock(${OUTBOX})`.execute(connection);
  },
};

/** Names of locks are the server's, not the database's, and at most 64 characters. */
const NAME = sql`concat('outbox:', sha1(database()))`;

const MYSQL: Turn = {
  async take(connection) {
    const { rows } = await sql<{ held: number }>`select get_lock(${NAME}, 0) as held`.execute(connection);
    if (Number(rows[0]?.held) !== 1) return undefined;
    await sql`set session wait_timeout = ${sql.lit(SILENT_SECONDS)}`.execute(connection);
    return 'locked';
  },
  async release(connection) {
    await sql`set session wait_timeout = default`.execute(connection);
    await sql`do release_lock(${NAME})`.execute(connection);
  },
};
