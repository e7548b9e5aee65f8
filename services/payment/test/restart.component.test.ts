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

    test('When the clock was a day ahead for a while, then what was put off then is done now', async () => {
      const service = await startPaymentService(url());
      service.clock.offsetMs += 86_400_000;
      const { id } = await service.pay('slowWebhook');
      service.clock.offsetMs -= 86_400_000;
      await eventually(async () => (await service.get(id)).status === 'succeeded');
      expect((await service.get(id)).status).toBe('succeeded');
      await service.close();
    });
  },
  ['PGlite', 'PostgreSQL'],
);
