import { connectDatabase, migrate } from '@tessera/service-kit/database';
import { onEachDatabase } from '@tessera/testing/databases';
import { type Kysely, type KyselyPlugin, sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMessagingTables } from '../src/sql-outbox.ts';

/** How many make the tables on MySQL, which keeps each of them whatever comes after. */
const STATEMENTS = 3;

/** The process ends before statement `last + 1` that changes something. */
function endsAfter(last: number): KyselyPlugin {
  let changes = 0;
  return {
    transformQuery: ({ node }) => {
      if (!node.kind.startsWith('Select') && ++changes > last) throw new Error('killed');
      return node;
    },
    transformResult: async ({ result }) => result,
  };
}

onEachDatabase(
  'A first start that is cut off',
  (url) => {
    let db: Kysely<unknown>;
    let close: () => Promise<void>;
    beforeEach(() => {
      ({ db, close } = connectDatabase<unknown>(url()));
    });
    afterEach(async () => {
      for (const { name } of await db.introspection.getTables({ withInternalKyselyTables: true }))
        await db.schema.dropTable(name).execute();
      await close();
    });

    const migrated = () => migrate(url(), { '000-messaging': { up: createMessagingTables } });
    const schema = async () => {
      const { rows } = await sql<{ t: string; i: string; c: string }>`
        select table_name as t, index_name as i, column_name as c from information_schema.statistics
        where table_schema = database() and table_name in ('outbox', 'inbox') order by 1, 2, seq_in_index`.execute(db);
      return rows.map(({ t, i, c }) => `${t} ${i} ${c}`);
    };

    test.for(Array.from({ length: STATEMENTS + 1 }, (_, done) => done))(
      'When %i statements were done, then the next start does the rest',
      async (done) => {
        const cutOff = createMessagingTables(db.withPlugin(endsAfter(done)));
        await (done < STATEMENTS ? expect(cutOff).rejects.toThrow('killed') : cutOff);

        await migrated();
        expect(await schema()).toEqual([
          'inbox inbox_processed_at processed_at',
          'inbox PRIMARY consumer',
          'inbox PRIMARY event_id',
          'outbox outbox_sequence sequence',
          'outbox PRIMARY id',
        ]);
      },
    );
  },
  ['MySQL'],
);
