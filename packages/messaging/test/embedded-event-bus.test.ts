import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pino } from 'pino';
import { afterAll, beforeAll, describe } from 'vitest';
import { connectEventBus } from '../src/connect-event-bus.ts';
import { eventBusSuite, impatient } from './event-bus.suite.ts';

describe('The embedded event bus', () => {
  const logger = pino({ level: 'silent' });
  let dataDir = '';
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'tessera-test-'));
  });
  afterAll(() => rm(dataDir, { recursive: true }));

  eventBusSuite(() => ({
    connect: () => connectEventBus({ dataDir, logger, retries: impatient }),
    dead: async (queue) => query('SELECT id FROM delivery WHERE queue = ? AND dead IS NOT NULL', queue),
    remove: async (queue, type = '') => {
      query('DELETE FROM delivery WHERE queue = ? RETURNING id', `tessera.unrouted.${type}`);
      query('DELETE FROM delivery WHERE queue = ? RETURNING id', queue);
      query('DELETE FROM binding WHERE queue = ? RETURNING queue AS id', queue);
    },
  }));

  function query(sql: string, ...values: string[]): string[] {
    const db = new DatabaseSync(join(dataDir, 'events.sqlite'));
    const ids = db
      .prepare(sql)
      .all(...values)
      .map((row) => String(row.id));
    db.close();
    return ids;
  }
});
