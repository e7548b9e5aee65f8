import { connectDatabase } from '@tessera/service-kit/database';
import { onEachDatabase } from '@tessera/testing/databases';
import { expect, test } from 'vitest';
import type { PaymentTables } from '../src/adapters/payment-tables.ts';
import { eventually, startPaymentService } from './payment-service.ts';

onEachDatabase(
  'A restart',
  (url) => {
    test('When the service stops while a confirmation is due, then the next one goes on with it', async () => {
      const first = await startPaymentService(url());
      const { id, orderId } = await first.pay('slowWebhook');
      await first.close();
      expect(await first.events(orderId, 0)).toEqual([]);

      const second = await startPaymentService(url());
      second.clock.offsetMs += 6_000;
      await eventually(async () => (await second.get(id)).status === 'succeeded');
      expect(await second.events(orderId, 1)).toEqual(['payment.succeeded']);
      await second.close();
    });

    test('When the clock was a day ahead for a while, then a payment that was put off then is looked at now', async () => {
      const service = await startPaymentService(url());
      service.clock.offsetMs += 86_400_000;
      const { id } = await service.pay('secondStep');
      service.clock.offsetMs -= 86_400_000;
      const { db, close } = connectDatabase<PaymentTables>(url());
      const dueWithinTheHour = async () => {
        const row = await db.selectFrom('payments').select('due_at').where('id', '=', id).executeTakeFirstOrThrow();
        return Number(row.due_at) < Date.now() + 3_600_000;
      };
      await eventually(dueWithinTheHour);
      expect(await dueWithinTheHour()).toBe(true);
      await Promise.all([service.close(), close()]);
    });
  },
  ['PGlite', 'PostgreSQL'],
);
