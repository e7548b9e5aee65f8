import { onEachDatabase } from '@tessera/testing/databases';
import { expect, test } from 'vitest';
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
  },
  ['PGlite', 'PostgreSQL'],
);
