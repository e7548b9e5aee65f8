import type { EventEnvelope } from '@tessera/contracts/events/event';
import type { Logger } from 'pino';
import type { Bell } from './bell.ts';
import { type EventBus, Refused } from './event-bus.ts';
import { gather } from './gather.ts';
import { published } from './metrics.ts';
import { publishInOrder } from './publish-in-order.ts';

const BATCH = 100;
const BATCHES_UNDER_WAY = 4;
const ASIDE_MS = 10_000;
const MOST_ASIDE = 1_000;

export interface Row {
  /** Grows with the commits of one subject. */
  readonly sequence: number;
  readonly envelope: EventEnvelope;
}

interface Pump {
  /** The oldest rows, up to `limit`, but none of `except`. */
  readonly read: (limit: number, except: number[]) => Promise<Row[]>;
  readonly remove: (rows: readonly Row[]) => Promise<void>;
  readonly bus: EventBus;
  readonly aside: Aside;
  readonly closing: AbortSignal;
  readonly poked: Bell;
  readonly logger: Logger;
}

/**
 * Publishes all rows: while some are on their way to the broker, the next are read and confirmed ones removed. Rejects,
 * once all of that came to rest, when publishing, reading or removing failed. What the broker refused stays for later.
 */
export async function pump({ read, remove, bus, aside, closing, poked, logger }: Pump): Promise<void> {
  const publish = publishInOrder(bus);
  const taken = new Set<number>();
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const stopped = () => failures.length > 0 || closing.aborted || aside.isFull();
  const fail = (error: unknown) => void failures.push(error);

  const publishRow = async (row: Row): Promise<boolean> => {
    try {
      await publish(row.envelope);
      published.inc({ type: row.envelope.type });
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) fail(error);
      else if (aside.add(row)) logger.warn({ err: error, event: row.envelope.id }, 'an event waits in the outbox');
      return false;
    }
  };
  const move = async (rows: readonly Row[]): Promise<void> => {
    const confirmed = await Promise.all(rows.map(publishRow));
    const sent = rows.filter((_, index) => confirmed[index]);
    if (sent.length > 0) await remove(sent);
    for (const { sequence } of rows) taken.delete(sequence);
  };
  let more = false;
  const take = async (): Promise<Row[]> => {
    poked.silence();
    try {
      const rows = await read(BATCH, [...taken, ...aside.sequences()]);
      more = rows.length === BATCH;
      // Something may have failed meanwhile: what comes behind it must not overtake it.
      return stopped() ? [] : rows.filter((row) => !aside.joins(row));
    } catch (error) {
      fail(error);
      return [];
    }
  };

  for (;;) {
    const rows = stopped() ? [] : await take();
    if (rows.length === 0 && underWay.size === 0) break;
    if (rows.length > 0) {
      for (const { sequence } of rows) taken.add(sequence);
      const moving = move(rows)
        .catch(fail)
        .finally(() => underWay.delete(moving));
      underWay.add(moving);
    }
    if (underWay.size >= BATCHES_UNDER_WAY || stopped()) await Promise.race(underWay);
    else if (!more) await gather();
  }
  if (failures.length > 0) throw failures[0];
}

export type Aside = ReturnType<typeof setAside>;

/** Rows that the broker refused, and those of the same subjects that came after them: not to be tried for ten seconds. */
export function setAside(now: () => number = () => performance.now()) {
  const rows = new Map<number, { subject: string; until: number }>();
  const current = () => {
    for (const [sequence, { until }] of rows) if (until <= now()) rows.delete(sequence);
    return rows;
  };
  const waitOf = (subject: string) => [...current().values()].find((row) => row.subject === subject)?.until;
  const put = ({ sequence, envelope }: Row, until: number) => rows.set(sequence, { subject: envelope.subject, until });
  return {
    /** Returns false when its subject waited already. */
    add(row: Row): boolean {
      const until = waitOf(row.envelope.subject);
      put(row, until ?? now() + ASIDE_MS);
      return until === undefined;
    },
    /** Puts the row aside too when one of its subject is. */
    joins(row: Row): boolean {
      const until = waitOf(row.envelope.subject);
      if (until !== undefined) put(row, until);
      return until !== undefined;
    },
    sequences: (): number[] => [...current().keys()],
    isFull: () => current().size >= MOST_ASIDE,
  };
}
