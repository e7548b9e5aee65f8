import { onEachDatabase } from '@tessera/testing/databases';
import { sql } from 'kysely';
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
    await Promise.all([migrate(database.db, moments), migrate(database.db, moments)]);
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
    await expect(migrate(database.db, broken)).rejects.toThrow('002-broken');
  });
});
