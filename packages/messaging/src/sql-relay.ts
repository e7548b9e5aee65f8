import type { EventEnvelope } from '@tessera/contracts/events/event';
import { type Kysely, sql } from 'kysely';
import type { Logger } from 'pino';
import type { EventBus } from './event-bus.ts';
import { pump, type Row, setAside } from './pump.ts';
import type { Round } from './relay.ts';
import { inTurn } from './sql-turn.ts';

type AnyDatabase = any;

/** How long the inbox remembers; far beyond any redelivery. */
const INBOX_DAYS = 30;

/** A pass over the outbox of a SQL database; one at a time, in whichever instance. */
export function relayRound(options: { db: Kysely<AnyDatabase>; mysql: boolean; bus: EventBus; logger: Logger }): Round {
  const { db, mysql, bus, logger } = options;
  const pruneInbox = everyHour(() => forgetOld(db));
  const aside = setAside();
  return async (closing, poked) => {
    await pruneInbox();
    // A look without the lock first: most polls find nothing.
    if (!(await db.selectFrom('outbox').select('id').limit(1).executeTakeFirst())) return 'empty';
    const done = await inTurn(db, mysql, (connection) =>
      pump({
        read: (limit, except) => oldest(connection, mysql, limit, except),
        // Beside the connection that reads, so that neither waits for the other.
        remove: (rows) => forget(db, mysql, rows),
        ...{ bus, aside, closing, poked, logger },
      }),
    );
    return done ? 'empty' : 'busy';
  };
}

async function oldest(db: Kysely<AnyDatabase>, mysql: boolean, limit: number, except: number[]): Promise<Row[]> {
  const others = except.length > 0 ? sql`where not (sequence ${among(mysql, except)})` : sql``;
  const { rows } = await sql<{ sequence: number; envelope: string | EventEnvelope }>`
    select sequence, envelope from outbox ${mysql ? sql`force index (outbox_sequence)` : sql``} ${others}
    order by sequence limit ${sql.lit(limit)}`.execute(db);
  return rows.map(({ sequence, envelope }) => ({
    sequence,
    envelope: typeof envelope === 'string' ? JSON.parse(envelope) : envelope,
  }));
}

async function forget(db: Kysely<AnyDatabase>, mysql: boolean, rows: readonly Row[]): Promise<void> {
  const these = among(
    mysql,
    rows.map(({ sequence }) => sequence),
  );
  // MySQL reads the whole of a small table otherwise, and waits for writers that have not committed yet.
  const from = mysql ? sql`outbox from outbox force index (outbox_sequence)` : sql`from outbox`;
  await sql`delete ${from} where sequence ${these}`.execute(db);
}

const among = (mysql: boolean, sequences: readonly number[]) =>
  mysql ? sql`in (${sql.join(sequences)})` : sql`= any(${sequences}::bigint[])`;

async function forgetOld(db: Kysely<AnyDatabase>): Promise<void> {
  const before = new Date(Date.now() - INBOX_DAYS * 86_400_000);
  await db.deleteFrom('inbox').where('processed_at', '<', before).execute();
}

function everyHour(task: () => Promise<void>): () => Promise<void> {
  let next = 0;
  return async () => {
    if (performance.now() < next) return;
    next = performance.now() + 3_600_000;
    await task();
  };
}
