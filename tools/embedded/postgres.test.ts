import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startEmbeddedPostgres } from './postgres.ts';
import { runUntilKilled } from './test/run-until-killed.ts';
import { temporaryFolder } from './test/temporary-folder.ts';

async function open(dataDir: string) {
  const database = await startEmbeddedPostgres({ dataDir });
  const pool = new pg.Pool({ connectionString: database.url, max: 20 });
  const close = async () => {
    await pool.end();
    await database.close();
  };
  return { database, pool, close };
}

let shared: Awaited<ReturnType<typeof open>>;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tessera-postgres-'));
  shared = await open(folder);
}, 60_000);
afterAll(async () => {
  await shared.close();
  rmSync(folder, { recursive: true });
});

describe('The embedded PostgreSQL', { timeout: 60_000 }, () => {
  test('When twenty transactions raise one number at once, then no raise is lost', async () => {
    const { pool } = shared;
    await pool.query('CREATE TABLE stock (id int PRIMARY KEY, n int)');
    await pool.query('INSERT INTO stock VALUES (1, 0)');
    const raise = async () => {
      const client = await pool.connect();
      await client.query('BEGIN');
      const { rows } = await client.query('SELECT n FROM stock WHERE id = $1 FOR UPDATE', [1]);
      await new Promise((resolve) => setTimeout(resolve, 1));
      await client.query('UPDATE stock SET n = $1 WHERE id = $2', [rows[0].n + 1, 1]);
      await client.query('COMMIT');
      client.release();
    };

    await Promise.all(Array.from({ length: 20 }, raise));

    expect((await pool.query('SELECT n FROM stock')).rows).toEqual([{ n: 20 }]);
  });

  test('When good and faulty queries come mixed over many connections, then each gets its own answer', async () => {
    const { pool } = shared;
    const ask = async (n: number) => {
      if (n % 3 === 0) return pool.query(`SELECT missing_${n} + $1::int`, [n]).catch((error) => error.code);
      if (n % 3 === 1) return pool.query('SELECT $1::int / 0', [n]).catch((error) => error.code);
      return (await pool.query(`SELECT $1::int + ${n} AS sum_${n}`, [n])).rows[0];
    };

    const answers = await Promise.all(Array.from({ length: 150 }, (_, n) => ask(n)));

    expect(answers).toEqual(answers.map((_, n) => ['42703', '22012', { [`sum_${n}`]: 2 * n }][n % 3]));
  });

  test('When queries and transactions come mixed over many connections, then each gets its own rows', async () => {
    const { pool } = shared;
    await pool.query("CREATE TABLE label AS SELECT id, 'label ' || id AS text FROM generate_series(1, 100) AS id");
    const read = async (id: number) => (await pool.query('SELECT text FROM label WHERE id = $1', [id])).rows[0]?.text;
    const write = async (id: number) => {
      const client = await pool.connect();
      await client.query('BEGIN');
      const { rows } = await client.query('UPDATE label SET text = text WHERE id = $1 RETURNING text', [id]);
      await client.query(id % 2 ? 'COMMIT' : 'ROLLBACK');
      client.release();
      return rows[0]?.text;
    };
    const ids = Array.from({ length: 400 }, (_, n) => 1 + (n % 100));

    const answers = await Promise.all(ids.map((id, n) => (n % 3 ? read(id) : write(id))));

    expect(answers).toEqual(ids.map((id) => `label ${id}`));
  });

  test('When a client vanishes inside a transaction, then it is rolled back and the others go on', async () => {
    const { pool } = shared;
    await pool.query('CREATE TABLE note (text text)');
    const client = await pool.connect();
    client.on('error', () => {});
    await client.query('BEGIN');
    await client.query("INSERT INTO note VALUES ('half')");
    client.release(true);

    expect((await pool.query('SELECT * FROM note')).rows).toEqual([]);
  });

  test('When the process is killed, then every acknowledged write is there at the next start', async () => {
    const dataDir = temporaryFolder();
    const writer = new URL('./test/write-to-postgres.ts', import.meta.url);
    const acknowledged = await runUntilKilled(writer, dataDir, 300);

    const { pool, close } = await open(dataDir);
    onTestFinished(close);
    const { rows } = await pool.query('SELECT count(*)::int AS n, max(n) AS last FROM writes');
    expect(rows[0].n).toBeGreaterThanOrEqual(acknowledged);
    expect(rows[0].last).toBe(rows[0].n);
  });

  test('When the first start was killed half-way, then the next one begins again', async () => {
    const dataDir = temporaryFolder();
    mkdirSync(join(dataDir, 'cluster.unfinished'));
    writeFileSync(join(dataDir, 'cluster.unfinished', 'PG_VERSION'), '17');

    const { pool, close } = await open(dataDir);
    onTestFinished(close);
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    expect(existsSync(join(dataDir, 'cluster.unfinished'))).toBe(false);
  });

  test('When the folder or the port is taken, then the start says so and holds nothing back', async () => {
    const port = Number(new URL(shared.database.url).port);
    await expect(startEmbeddedPostgres({ dataDir: folder })).rejects.toThrow('in use by another process');
    const other = temporaryFolder();
    await expect(startEmbeddedPostgres({ dataDir: other, port })).rejects.toThrow('EADDRINUSE');

    await (await startEmbeddedPostgres({ dataDir: other })).close();
  });
});
