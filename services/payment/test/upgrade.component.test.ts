import { connectDatabase, migrate } from '@tessera/service-kit/database';
import { newId } from '@tessera/service-kit/system';
import { onEachDatabase } from '@tessera/testing/databases';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrations } from '../migrations/index.ts';
import { cancellation, euros, eventually, startPaymentService } from './payment-service.ts';

onEachDatabase(
  'An upgrade from before refunds had rows of their own',
  (url) => {
    test('When payments are in every state, then what was paid can go back, and what was under way goes on', async () => {
      const { db, close } = connectDatabase(url());
      const before = Object.entries(migrations).filter(([name]) => name < '002');
      await migrate(url(), Object.fromEntries(before));
      const insert = async (status: string, todo: string | null) => {
        const id = newId();
        await sql`insert into payments
          (id, order_id, amount, currency, status, provider, instrument, todo, due_at, created_at, updated_at)
          values (${id}, ${newId()}, 2490, 'EUR', ${status}, 'sandbox', 'succeeds', ${todo},
            ${todo && new Date()}, now(), now())`.execute(db);
        return id;
      };
      const paid = await insert('succeeded', null);
      const refunded = await insert('refunded', null);
      const goingBack = [await insert('succeeded', 'refund'), await insert('cancelled', 'refund')];
      const begun = await insert('processing', 'charge');
      await close();

      const service = await startPaymentService(url());
      const becomes = async (id: string, status: string) => {
        await eventually(async () => (await service.get(id)).status === status);
        expect((await service.get(id)).status).toBe(status);
      };
      for (const id of goingBack) await becomes(id, 'refunded');
      await becomes(begun, 'succeeded');
      expect(await service.get(refunded)).toMatchObject({ status: 'refunded', refunded: euros(2490) });
      await service.eventBus.deliver(cancellation((await service.get(paid)).orderId));
      await becomes(paid, 'refunded');
      expect((await service.refund(refunded)).refunded).toEqual(euros(2490));
      await service.close();
    });
  },
  ['PGlite', 'PostgreSQL'],
);
