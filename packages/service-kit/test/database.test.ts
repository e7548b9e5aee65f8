import { onEachDatabase } from '@tessera/testing/databases';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connectDatabase, type Database, migrate } from '../src/database.ts';

interface Tables {
  moment: { id: number; at: Date; amount: number };
}

onEachDatabase('A database connection', (url) => {
  let database: Database<Tables>;
  const moments = {
    '001-moment': {
      up: (db: Database<Tables>['db']) =>
        db.schema
          .createTable('moment')
          .addColumn('id', 'integer', (column) => column.primaryKey())
          .addColumn('at', database.dialect === 'mysql' ? 'datetime(3)' : 'timestamptz', (column) => column.notNull())
          .addColumn('amount', 'bigint', (column) => column.notNull())
          .execute(),
    },
  };
  beforeAll(async () => {
    database = connectDatabase<Tables>(url());
    await Promise.all([migrate(url(), moments), migrate(url(), moments)]);
  });
  afterAll(() => database.close());

  it('When it is asked how it is, then it answers', async () => {
    await expect(database.check()).resolves.toBeUndefined();
  });

  it('When times and large numbers are stored, then they come back the same', async () => {
    const row = { id: 1, at: new Date('2026-03-29T01:30:00.123Z'), amount: 9_000_000_000_000 };
    await database.db.insertInto('moment').values(row).execute();
    expect(await database.db.selectFrom('moment').selectAll().executeTakeFirst()).toEqual(row);
    const { count } = await database.db
      .selectFrom('moment')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    expect(count).toBe(1);
  });

  it('When a migration fails, then the error names it', async () => {
    const broken = {
      ...moments,
      '002-broken': { up: async (db: Database<Tables>['db']) => void (await sql`no such thing`.execute(db)) },
    };
    await expect(migrate(url(), broken)).rejects.toThrow('002-broken');
  });
});

const STATEMENT_LIMIT_MS = 5_000;

onEachDatabase(
  'Migrations of instances that start together',
  (url) => {
    const sleep = (ms: number) =>
      url().startsWith('mysql') ? sql`select sleep(${ms / 1_000})` : sql`select pg_sleep(${ms / 1_000})`;
    const createTableAfter = (name: string, ms: number, started = () => {}) => ({
      [name]: {
        up: async (db: Kysely<any>) => {
          started();
          await sleep(ms).execute(db);
          // It would fail if it were there.
          await db.schema.createTable(`of_${name}`).addColumn('id', 'integer').execute();
        },
      },
    });

    it('When one takes longer than a request may, then it ends, and the other waits for it and goes on', async () => {
      let starts = 0;
      const large = createTableAfter('large', STATEMENT_LIMIT_MS + 800, () => {
        starts += 1;
      });
      await Promise.all([migrate(url(), large), migrate(url(), large)]);
      expect(starts).toBe(1);
    }, 30_000);

    it('When the lock does not come free in time, then nothing is migrated and the error says so', async () => {
      const { db, close } = connectDatabase<unknown>(url());
      const adapter = db.getExecutor().adapter;
      const options = { lockTable: '', lockRowId: '' };
      await db.connection().execute(async (holder) => {
        await adapter.acquireMigrationLock(holder, options);
        const refused = migrate(url(), createTableAfter('late', 0), { statementMs: 300 });
        await expect(refused).rejects.toThrow('The migrations failed');
        await adapter.releaseMigrationLock(holder, options);
      });
      expect((await db.introspection.getTables()).map(({ name }) => name)).not.toContain('of_late');
      await close();
    });
  },
  ['PostgreSQL', 'MySQL'],
);
