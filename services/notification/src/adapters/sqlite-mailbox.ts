import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Mailbox, ReceivedMail } from '../domain/mailbox.ts';

const KEPT = 1_000;

export function sqliteMailbox({ file, clock }: { file: string; clock: { now(): Date } }): Mailbox {
  mkdirSync(path.dirname(file), { recursive: true });
  const db = new DatabaseSync(file);
  db.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;
    CREATE TABLE IF NOT EXISTS mail (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE, address TEXT, body TEXT);
    CREATE INDEX IF NOT EXISTS mail_address ON mail (address, seq);
  `);
  const parse = (row: Record<string, unknown>): ReceivedMail => JSON.parse(String(row.body));
  return {
    async send({ id, to, subject, text, html }) {
      const body = JSON.stringify({ id, to, subject, text, html, at: clock.now().toISOString() });
      db.prepare('INSERT OR IGNORE INTO mail (id, address, body) VALUES (?, ?, ?)').run(id, to, body);
      db.prepare('DELETE FROM mail WHERE seq <= (SELECT max(seq) FROM mail) - ?').run(KEPT);
    },
    list: ({ to, limit }) =>
      db
        .prepare('SELECT body FROM mail WHERE ?1 IS NULL OR address = ?1 ORDER BY seq DESC LIMIT ?2')
        .all(to ?? null, limit)
        .map(parse),
    find: (id) => {
      const row = db.prepare('SELECT body FROM mail WHERE id = ?').get(id);
      return row && parse(row);
    },
    close: async () => db.close(),
  };
}
