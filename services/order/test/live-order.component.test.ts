import type { Order } from '@tessera/contracts/api/order';
import type { Credentials } from '@tessera/service-kit/api-client';
import { onEachDatabase } from '@tessera/testing/databases';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually, type OrderService, startOrderService } from './order-service.ts';

onEachDatabase(
  'A live order',
  (url) => {
    let service: OrderService;
    beforeEach(async () => {
      service = await startOrderService(url(), { demoFulfilmentSeconds: 1 });
    });
    afterEach(() => service.close());

    /** Everything that the stream sends until it ends. */
    const follow = async (id: string, caller: Credentials) => {
      const response = await service.client.streamOrder({ params: { id }, caller });
      const seen: Order[] = [];
      const ended = (async () => {
        for await (const chunk of response.body.setEncoding('utf8')) {
          for (const [, data] of chunk.matchAll(/^event: order\ndata: (.*)$/gm)) seen.push(JSON.parse(data ?? ''));
        }
      })().catch(() => {});
      return { response, seen, ended, stop: () => response.body.destroy() };
    };

    test('When demo fulfilment is on, then a watcher sees the order move until it is delivered, and that is the end', async () => {
      const guest = service.guest();
      const { order } = await service.buy(guest);
      const { response, seen, ended } = await follow(order.id, guest);
      expect(response.headers['content-type']).toContain('text/event-stream');
      await ended;
      expect(seen.map(({ status }) => status)).toEqual(['paid', 'packed', 'shipped', 'delivered']);
    });

    test('When the order is final already, then it is sent once', async () => {
      const guest = service.guest();
      const { order } = await service.buy(guest, { paymentMethod: 'pm_declines' });
      const { seen, ended } = await follow(order.id, guest);
      await ended;
      expect(seen).toEqual([order]);
    });

    test('When two watch, then both see a cancellation', async () => {
      const guest = service.guest();
      const { order } = await service.buy(guest, { paymentMethod: 'pm_slow' });
      const watchers = await Promise.all([follow(order.id, guest), follow(order.id, guest)]);
      await eventually(() => watchers.every(({ seen }) => seen.length === 1));
      await service.client.cancelOrder({ params: { id: order.id }, caller: guest });
      for (const { seen, ended } of watchers) {
        await ended;
        expect(seen.map(({ status }) => status)).toEqual(['pending-payment', 'cancelled']);
      }
    });

    test('When too many watch, then the next is told to come back', async () => {
      const guest = service.guest();
      const { order } = await service.buy(guest, { paymentMethod: 'pm_slow' });
      await Promise.all([1, 2, 3].map(() => follow(order.id, guest)));
      await expect(follow(order.id, guest)).rejects.toThrow('unavailable');
    });
  },
  ['PGlite'],
);
