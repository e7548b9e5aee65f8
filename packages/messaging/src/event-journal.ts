import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { EventEnvelope } from '@tessera/contracts/events/event';
import { UNROUTED } from './dead-letters.ts';

export interface Delivery {
  readonly queue: string;
  readonly id: string;
  readonly type: string;
}

/** Events of one type that no queue was bound for; the oldest go when there are more. */
const MAX_UNROUTED = 1_000;

export const journalFile = (dataDir: string): string => join(dataDir, 'events.sqlite');

/**
 * What the embedded bus must not forget: bindings, events, and how far each queue is with each of them. `dead` is NULL
 * for a delivery under way, the reason as JSON for a dead letter, and empty for one that is to be delivered anew.
 */
export function openJournal(dataDir: string | undefined) {
  if (dataDir) mkdirSync(dataDir, { recursive: true });
  const db = new DatabaseSync(dataDir ? journalFile(dataDir) : ':memory:');
  db.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;
    CREATE TABLE IF NOT EXISTS binding (queue TEXT, type TEXT, PRIMARY KEY (queue, type)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS event (id TEXT PRIMARY KEY, type TEXT NOT NULL, envelope TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS delivery (
      queue TEXT, id TEXT, failures INTEGER NOT NULL DEFAULT 0, dead TEXT, PRIMARY KEY (queue, id)
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS delivery_id ON delivery (id);
    CREATE INDEX IF NOT EXISTS delivery_dead ON delivery (queue, dead) WHERE dead IS NOT NULL;
  `);
  const sql = {
    unbind: db.prepare('DELETE FROM binding WHERE queue = ?'),
    bind: db.prepare('INSERT INTO binding (queue, type) VALUES (?, ?)'),
    handOver: db.prepare('UPDATE OR REPLACE delivery SET queue = ? WHERE queue = ?'),
    queuesOf: db.prepare('SELECT queue FROM binding WHERE type = ?'),
    addEvent: db.prepare('INSERT OR IGNORE INTO event (id, type, envelope) VALUES (?, ?, ?)'),
    addDelivery: db.prepare('INSERT OR IGNORE INTO delivery (queue, id) VALUES (?, ?)'),
    oldest: db.prepare('SELECT id FROM delivery WHERE queue = ? ORDER BY id DESC LIMIT -1 OFFSET ?'),
    waiting: db.prepare(
      'SELECT id, type FROM delivery JOIN event USING (id) WHERE queue = ? AND dead IS NULL ORDER BY id',
    ),
    depth: db.prepare('SELECT count(*) AS depth FROM delivery WHERE queue = ? AND dead IS NULL'),
    envelope: db.prepare('SELECT envelope FROM event WHERE id = ?'),
    settle: db.prepare('DELETE FROM delivery WHERE queue = ? AND id = ?'),
    forget: db.prepare(
      'DELETE FROM event WHERE id = ? AND NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.id = event.id)',
    ),
    fail: db.prepare('UPDATE delivery SET failures = failures + 1 WHERE queue = ? AND id = ? RETURNING failures'),
    bury: db.prepare('UPDATE delivery SET dead = ? WHERE queue = ? AND id = ?'),
    anyReplayed: db.prepare("SELECT 1 FROM delivery WHERE dead = '' LIMIT 1"),
    replayed: db.prepare(`UPDATE delivery SET dead = NULL, failures = 0 WHERE dead = ''
      RETURNING queue, id, (SELECT type FROM event WHERE event.id = delivery.id) AS type`),
    queues: db.prepare(`SELECT queue, sum(dead IS NULL) AS ready, sum(dead <> '') AS dead FROM (
      SELECT queue, dead FROM delivery UNION ALL SELECT DISTINCT queue, '' FROM binding) GROUP BY queue ORDER BY queue`),
    letters: db.prepare(`SELECT id, failures, dead, envelope FROM delivery JOIN event USING (id)
      WHERE queue = ? AND (dead <> '' OR queue LIKE '${UNROUTED}%') ORDER BY id LIMIT ?`),
    replayTo: db.prepare(
      "INSERT INTO delivery (queue, id, dead) VALUES (?, ?, '') ON CONFLICT DO UPDATE SET dead = ''",
    ),
  };
  const inTransaction = <T>(work: () => T): T => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  };
  const queuesOf = (type: string): string[] => sql.queuesOf.all(type).map((row) => String(row.queue));
  const remove = (queue: string, id: string): boolean => {
    const { changes } = sql.settle.run(queue, id);
    sql.forget.run(id);
    return changes > 0;
  };
  const keepUnrouted = ({ id, type }: EventEnvelope) => {
    const queue = UNROUTED + type;
    sql.addDelivery.run(queue, id);
    for (const row of sql.oldest.all(queue, MAX_UNROUTED)) remove(queue, String(row.id));
  };

  return {
    /** Hands over what came for these types while no queue was bound for them. */
    bind: (queue: string, types: readonly string[]) =>
      inTransaction(() => {
        sql.unbind.run(queue);
        for (const type of types) {
          sql.bind.run(queue, type);
          sql.handOver.run(queue, UNROUTED + type);
        }
      }),
    /** Keeps the events; returns the deliveries that are new and the events that no queue is bound for. */
    add: (envelopes: readonly EventEnvelope[]): { deliveries: Delivery[]; unrouted: EventEnvelope[] } =>
      inTransaction(() => {
        const unrouted: EventEnvelope[] = [];
        const deliveries = envelopes.flatMap((envelope) => {
          const { id, type } = envelope;
          sql.addEvent.run(id, type, JSON.stringify(envelope));
          const queues = queuesOf(type);
          if (queues.length === 0) {
            keepUnrouted(envelope);
            unrouted.push(envelope);
          }
          return queues
            .filter((queue) => sql.addDelivery.run(queue, id).changes > 0)
            .map((queue) => ({ queue, id, type }));
        });
        return { deliveries, unrouted };
      }),
    waiting: (queue: string): Delivery[] =>
      sql.waiting.all(queue).map((row) => ({ queue, id: String(row.id), type: String(row.type) })),
    depth: (queue: string): number => Number(sql.depth.get(queue)?.depth ?? 0),
    queuesOf,
    envelope: (id: string): EventEnvelope => JSON.parse(String(sql.envelope.get(id)?.envelope)),
    settle: ({ queue, id }: Delivery) => inTransaction(() => void remove(queue, id)),
    /** Counts a failed delivery; returns how many there were. */
    fail: ({ queue, id }: Delivery): number => Number(sql.fail.get(queue, id)?.failures),
    bury: ({ queue, id }: Delivery, reason: string, at: Date) =>
      void sql.bury.run(JSON.stringify({ reason: reason.slice(0, 2_000), at }), queue, id),
    /** Deliveries that `replay` asked for since the last call. */
    takeReplayed: (): Delivery[] =>
      sql.anyReplayed.get()
        ? sql.replayed
            .all()
            .map(({ queue, id, type }) => ({ queue: String(queue), id: String(id), type: String(type) }))
        : [],

    /** Every queue with what waits in it and its dead letters. */
    queues: () =>
      sql.queues.all().map(({ queue, ready, dead }) => ({
        queue: String(queue),
        ready: Number(ready),
        dead: Number(dead),
      })),
    /** The dead letters of a consumer's queue, or what waits for a consumer; the oldest first. */
    letters: (queue: string, limit: number) =>
      sql.letters.all(queue, limit).map(({ id, failures, dead, envelope }) => ({
        id: String(id),
        failures: Number(failures),
        dead: dead === null ? undefined : String(dead),
        envelope: String(envelope),
      })),
    /** Has it delivered anew to other queues; false when there is none to deliver it to. */
    replay: (queue: string, id: string, to: readonly string[]): boolean =>
      inTransaction(() => {
        for (const next of to) sql.replayTo.run(next, id);
        if (to.length > 0 && !to.includes(queue)) remove(queue, id);
        return to.length > 0;
      }),
    drop: (queue: string, id: string): boolean => inTransaction(() => remove(queue, id)),
    close: () => db.close(),
  };
}
