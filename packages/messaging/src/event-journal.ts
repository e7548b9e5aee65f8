import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { EventEnvelope } from '@tessera/contracts/events/event';

export interface Delivery {
  readonly queue: string;
  readonly id: string;
  readonly type: string;
}

/** What the embedded bus must not forget: bindings, events, and how far each queue is with each of them. */
export function openJournal(dataDir: string | undefined) {
  if (dataDir) mkdirSync(dataDir, { recursive: true });
  const db = new DatabaseSync(dataDir ? join(dataDir, 'events.sqlite') : ':memory:');
  db.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;
    CREATE TABLE IF NOT EXISTS binding (queue TEXT, type TEXT, PRIMARY KEY (queue, type)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS event (id TEXT PRIMARY KEY, type TEXT NOT NULL, envelope TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS delivery (
      queue TEXT, id TEXT, failures INTEGER NOT NULL DEFAULT 0, dead TEXT, PRIMARY KEY (queue, id)
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS delivery_id ON delivery (id);
  `);
  const sql = {
    unbind: db.prepare('DELETE FROM binding WHERE queue = ?'),
    bind: db.prepare('INSERT INTO binding (queue, type) VALUES (?, ?)'),
    queuesOf: db.prepare('SELECT queue FROM binding WHERE type = ?'),
    addEvent: db.prepare('INSERT OR IGNORE INTO event (id, type, envelope) VALUES (?, ?, ?)'),
    addDelivery: db.prepare('INSERT OR IGNORE INTO delivery (queue, id) VALUES (?, ?)'),
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

  return {
    bind: (queue: string, types: readonly string[]) =>
      inTransaction(() => {
        sql.unbind.run(queue);
        for (const type of types) sql.bind.run(queue, type);
      }),
    /** Keeps the events that some queue wants; returns the deliveries that are new. */
    add: (envelopes: readonly EventEnvelope[]): Delivery[] =>
      inTransaction(() =>
        envelopes.flatMap((envelope) => {
          const { id, type } = envelope;
          const queues = sql.queuesOf.all(type).map((row) => String(row.queue));
          if (queues.length > 0) sql.addEvent.run(id, type, JSON.stringify(envelope));
          return queues
            .filter((queue) => sql.addDelivery.run(queue, id).changes > 0)
            .map((queue) => ({ queue, id, type }));
        }),
      ),
    waiting: (queue: string): Delivery[] =>
      sql.waiting.all(queue).map((row) => ({ queue, id: String(row.id), type: String(row.type) })),
    depth: (queue: string): number => Number(sql.depth.get(queue)?.depth ?? 0),
    queuesOf: (type: string): string[] => sql.queuesOf.all(type).map((row) => String(row.queue)),
    envelope: (id: string): EventEnvelope => JSON.parse(String(sql.envelope.get(id)?.envelope)),
    settle: ({ queue, id }: Delivery) =>
      inTransaction(() => {
        sql.settle.run(queue, id);
        sql.forget.run(id);
      }),
    /** Counts a failed delivery; returns how many there were. */
    fail: ({ queue, id }: Delivery): number => Number(sql.fail.get(queue, id)?.failures),
    bury: ({ queue, id }: Delivery, reason: string) => void sql.bury.run(reason.slice(0, 2_000), queue, id),
    close: () => db.close(),
  };
}
