import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FEED_LENGTH, type NotificationStore } from '../domain/notification-store.ts';

const LEASE_MS = 60_000;

const SCHEMA = `
  PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;
  CREATE TABLE IF NOT EXISTS once (name TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS feed (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, user_id TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
    read INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX IF NOT EXISTS feed_user ON feed (user_id, seq);
  CREATE TABLE IF NOT EXISTS preferences (user_id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS known_order (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS mail (
    id TEXT PRIMARY KEY, body TEXT NOT NULL, due REAL NOT NULL, attempts INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS outbox (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
`;

/** Keeps it all in a file of this process: the stand-in for Redis on a laptop. Survives `kill -9`. */
export function sqliteNotificationStore({ file, clock }: { file: string; clock: { now(): Date } }): NotificationStore {
  mkdirSync(path.dirname(file), { recursive: true });
  const db = new DatabaseSync(file);
  db.exec(SCHEMA);
  const changes = new EventEmitter();
  const run = (sql: string, ...values: (string | number | null)[]) => db.prepare(sql).run(...values);
  const all = (sql: string, ...values: (string | number)[]) => db.prepare(sql).all(...values);
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
  const addToOutbox = (event: { id: string }) =>
    run('INSERT INTO outbox (id, body) VALUES (?, ?)', event.id, JSON.stringify(event));

  return {
    async record({ once, inApp, mail, events }) {
      const isNew = inTransaction(() => {
        if (run('INSERT OR IGNORE INTO once (name) VALUES (?)', once).changes === 0) return false;
        if (inApp) {
          const { userId, notification } = inApp;
          const body = JSON.stringify(notification);
          run('INSERT INTO feed (user_id, id, body) VALUES (?, ?, ?)', userId, notification.id, body);
          run(
            `DELETE FROM feed WHERE user_id = ?1 AND seq NOT IN
              (SELECT seq FROM feed WHERE user_id = ?1 ORDER BY seq DESC LIMIT ${FEED_LENGTH})`,
            userId,
          );
        }
        if (mail) run('INSERT INTO mail (id, body, due) VALUES (?, ?, 0)', mail.id, JSON.stringify(mail));
        events.forEach(addToOutbox);
        return true;
      });
      if (isNew && inApp) changes.emit('change', inApp.userId);
    },

    async feed(userId, limit) {
      const rows = all('SELECT body, read FROM feed WHERE user_id = ? ORDER BY seq DESC', userId);
      const items = rows.map(({ body, read }) => ({ ...JSON.parse(String(body)), read: read === 1 }));
      return { items: items.slice(0, limit), unread: items.filter(({ read }) => !read).length };
    },

    async markRead(userId, id) {
      if (id && all('SELECT 1 FROM feed WHERE user_id = ? AND id = ?', userId, id).length === 0) return false;
      const { changes: marked } = run(
        'UPDATE feed SET read = 1 WHERE user_id = ?1 AND read = 0 AND (?2 IS NULL OR id = ?2)',
        userId,
        id ?? null,
      );
      if (marked > 0) changes.emit('change', userId);
      return true;
    },

    preferences: async (userId) => parse(all('SELECT body FROM preferences WHERE user_id = ?', userId)[0]),
    setPreferences: async (userId, preferences) =>
      void run('INSERT OR REPLACE INTO preferences VALUES (?, ?)', userId, JSON.stringify(preferences)),
    rememberOrder: async (orderId, order) =>
      void run('INSERT OR REPLACE INTO known_order VALUES (?, ?)', orderId, JSON.stringify(order)),
    knownOrder: async (orderId) => parse(all('SELECT body FROM known_order WHERE id = ?', orderId)[0]),

    async takeMails(limit) {
      const now = clock.now().getTime();
      const rows = all(
        `UPDATE mail SET due = ?, attempts = attempts + 1
          WHERE id IN (SELECT id FROM mail WHERE due <= ? ORDER BY due, id LIMIT ?) RETURNING body, attempts`,
        now + LEASE_MS,
        now,
        limit,
      );
      return rows.map(({ body, attempts }) => ({ mail: JSON.parse(String(body)), attempts: Number(attempts) }));
    },
    mailSent: async (id, event) =>
      inTransaction(() => {
        run('DELETE FROM mail WHERE id = ?', id);
        addToOutbox(event);
      }),
    postponeMail: async (id, until) =>
      void run('UPDATE mail SET due = ? WHERE id = ?', until === 'for-ever' ? Number.MAX_VALUE : until.getTime(), id),

    onChange: (listener) => void changes.on('change', listener),

    outbox: {
      async take(limit) {
        const rows = all('SELECT id, body FROM outbox ORDER BY id LIMIT ?', limit);
        return {
          envelopes: rows.map(({ body }) => JSON.parse(String(body))),
          done: async () =>
            inTransaction(() => {
              for (const { id } of rows) run('DELETE FROM outbox WHERE id = ?', String(id));
            }),
        };
      },
    },
    check: async () => void all('SELECT 1'),
    close: async () => db.close(),
  };
}

const parse = (row: Record<string, unknown> | undefined) => (row ? JSON.parse(String(row.body)) : undefined);
