import pg from 'pg';
import { startEmbeddedPostgres } from '../postgres.ts';

const { url } = await startEmbeddedPostgres({ dataDir: process.argv[2]! });
const client = new pg.Client(url);
await client.connect();
await client.query('CREATE TABLE IF NOT EXISTS writes (n int PRIMARY KEY, text text)');
for (let n = 1; ; n++) {
  await client.query('INSERT INTO writes VALUES ($1, $2)', [n, 'x'.repeat(2000)]);
  process.send?.(n);
}
