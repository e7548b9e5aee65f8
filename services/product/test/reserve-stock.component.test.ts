import { orderCancelled } from '@tessera/contracts/events/order-cancelled';
import { orderPaid } from '@tessera/contracts/events/order-paid';
import { newId } from '@tessera/service-kit/system';
import { onEachDatabase } from '@tessera/testing/databases';
import { anOrder, orderEvent, returnEvent } from '@tessera/testing/order-events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inMinutes, type ProductService, startProductService } from './product-service.ts';

onEachDatabase(
  'Reserving stock',
  (url) => {
    let service: ProductService;
    beforeAll(async () => {
      service = await startProductService(url());
    });
    afterAll(() => service.close());

    const reserve = (lines: { productId: string; quantity: number }[], orderId = newId(), expiresAt = inMinutes(15)) =>
      service.client.reserve({ body: { orderId, lines, expiresAt } });
    const commit = (id: string) => service.client.commitReservation({ params: { id } });
    const release = (id: string) => service.client.releaseReservation({ params: { id } });
    const refused = (code: string) => ({ problem: expect.objectContaining({ code }) });

    test('When an order reserves, then its units are held and no longer available', async () => {
      const lamp = await service.onSale(10);
      const reservation = await reserve([{ productId: lamp.id, quantity: 3 }]);
      expect(reservation).toMatchObject({ status: 'held', lines: [{ productId: lamp.id, quantity: 3 }] });
      expect(await service.available(lamp.id)).toBe(7);
      expect(await service.events('stock.reserved', reservation.orderId)).toHaveLength(1);
    });

    test('When one line is short, then nothing is held and the answer names the line', async () => {
      const [lamp, chair] = [await service.onSale(10), await service.onSale(1, { name: 'Chair' })];
      const lines = [
        { productId: lamp.id, quantity: 2 },
        { productId: chair.id, quantity: 2 },
      ];
      await expect(reserve(lines)).rejects.toMatchObject({
        status: 409,
        problem: { code: 'out-of-stock', errors: [{ path: 'lines.1.quantity', message: 'Only 1 left of Chair' }] },
      });
      expect([await service.available(lamp.id), await service.available(chair.id)]).toEqual([10, 1]);
    });

    test('When a product is unknown or off sale, then nothing is held', async () => {
      const [lamp, gone] = [await service.onSale(10), await service.onSale(10)];
      await service.client.deleteProduct({ params: { id: gone.id }, caller: service.manager });
      for (const productId of [newId(), gone.id]) {
        const lines = [
          { productId: lamp.id, quantity: 1 },
          { productId, quantity: 1 },
        ];
        await expect(reserve(lines)).rejects.toMatchObject({ status: 404, ...refused('product-not-found') });
      }
      expect(await service.available(lamp.id)).toBe(10);
    });

    test('When an order asks again, then the same lines get the same answer and others are refused', async () => {
      const [lamp, chair] = [await service.onSale(10), await service.onSale(10)];
      const lines = [
        { productId: lamp.id, quantity: 2 },
        { productId: chair.id, quantity: 1 },
      ];
      const orderId = newId();
      const answers = await Promise.all(Array.from({ length: 8 }, () => reserve(lines, orderId)));
      const again = await reserve(lines.toReversed(), orderId);
      for (const answer of [...answers, again]) expect(answer).toEqual(answers[0]);
      expect(await service.available(lamp.id)).toBe(8);
      await expect(reserve([{ productId: lamp.id, quantity: 3 }], orderId)).rejects.toMatchObject({
        status: 409,
        ...refused('reservation-conflict'),
      });
    });

    test('When 200 buyers want 5 units, then exactly 5 get one', async () => {
      const lamp = await service.onSale(5);
      const buyers = Array.from({ length: 200 }, () => reserve([{ productId: lamp.id, quantity: 1 }]));
      const results = await Promise.allSettled(buyers);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
      const losers = results.filter((result) => result.status === 'rejected');
      expect(losers.map(({ reason }) => reason.problem?.code ?? reason)).toEqual(Array(195).fill('out-of-stock'));
      expect(await service.available(lamp.id)).toBe(0);
    });

    test('When buyers reserve the same products in opposite orders, then no deadlock harms any of them', async () => {
      const products = await Promise.all(Array.from({ length: 4 }, () => service.onSale(100)));
      const lines = products.map(({ id }) => ({ productId: id, quantity: 1 }));
      const buyers = Array.from({ length: 40 }, (_, n) => reserve(n % 2 ? lines : lines.toReversed()));
      const orders = (await Promise.all(buyers)).map(({ orderId }) => orderId);
      await Promise.all(orders.map((orderId, n) => (n % 2 ? commit(orderId) : release(orderId))));
      expect(await Promise.all(products.map(({ id }) => service.available(id)))).toEqual([80, 80, 80, 80]);
    });

    test('When a reservation is committed twice, then the units are sold once and can’t be released', async () => {
      const lamp = await service.onSale(10);
      const { orderId } = await reserve([{ productId: lamp.id, quantity: 4 }]);
      const answers = await Promise.all([commit(orderId), commit(orderId), commit(orderId)]);
      expect(answers.map(({ status }) => status)).toEqual(['committed', 'committed', 'committed']);
      expect(await service.available(lamp.id)).toBe(6);
      await expect(release(orderId)).rejects.toMatchObject({ status: 409, ...refused('reservation-committed') });
    });

    test('When a reservation is released twice, then the units are free once and it can’t be committed', async () => {
      const lamp = await service.onSale(10);
      const { orderId } = await reserve([{ productId: lamp.id, quantity: 4 }]);
      await Promise.all([release(orderId), release(orderId), release(orderId)]);
      expect(await service.available(lamp.id)).toBe(10);
      await expect(commit(orderId)).rejects.toMatchObject({ status: 409, ...refused('reservation-released') });
      const lines = [{ productId: lamp.id, quantity: 4 }];
      await expect(reserve(lines, orderId)).rejects.toMatchObject({ status: 409, ...refused('reservation-conflict') });
      const released = await service.events('stock.released', orderId);
      expect(released.map(({ data }) => data)).toEqual([{ orderId, lines, reason: 'cancelled' }]);
    });

    test('When nothing was reserved, then commit and release say so', async () => {
      await expect(commit(newId())).rejects.toMatchObject({ status: 404, ...refused('reservation-not-found') });
      await expect(release(newId())).rejects.toMatchObject({ status: 404, ...refused('reservation-not-found') });
    });

    test('When reservations expire, then all their units come back, each is announced once, and none can be sold', async () => {
      const lamp = await service.onSale(200);
      const lines = [{ productId: lamp.id, quantity: 1 }];
      const expiring = await Promise.all(Array.from({ length: 120 }, () => reserve(lines, newId(), inMinutes(-1))));
      const kept = await reserve(lines);
      const first = expiring[0]?.orderId ?? '';
      for (const { orderId } of expiring) await service.events('stock.released', orderId);
      expect(await service.available(lamp.id)).toBe(199);
      await expect(commit(first)).rejects.toMatchObject({ status: 409, ...refused('reservation-released') });
      expect((await service.events('stock.released', first)).map(({ data }) => data)).toEqual([
        { orderId: first, lines, reason: 'expired' },
      ]);
      expect((await commit(kept.orderId)).status).toBe('committed');
    });

    test('When stock falls below five, then stock.low is said once', async () => {
      const lamp = await service.onSale(6);
      await reserve([{ productId: lamp.id, quantity: 1 }]);
      await reserve([{ productId: lamp.id, quantity: 1 }]);
      const last = await reserve([{ productId: lamp.id, quantity: 1 }]);
      await service.events('stock.reserved', last.orderId);
      const low = await service.events('stock.low', lamp.id);
      expect(low.map(({ data }) => data)).toEqual([{ productId: lamp.id, available: 4 }]);
    });

    describe('after events of orders', () => {
      const reserved = async (quantity: number) => {
        const lamp = await service.onSale(10);
        const { orderId } = await reserve([{ productId: lamp.id, quantity }]);
        return { lamp, orderId };
      };

      test('When an order is paid, then its units are sold, also when the event comes twice', async () => {
        const { lamp, orderId } = await reserved(3);
        const paid = orderEvent(orderPaid, anOrder({ id: orderId }), null);
        await service.eventBus.deliver(paid);
        await service.eventBus.deliver(paid);
        expect((await commit(orderId)).status).toBe('committed');
        expect(await service.available(lamp.id)).toBe(7);
      });

      test('When an order is cancelled, then its held units are free again', async () => {
        const { lamp, orderId } = await reserved(3);
        const cancelled = orderEvent(orderCancelled, anOrder({ id: orderId }), null);
        await service.eventBus.deliver(cancelled);
        await service.eventBus.deliver(cancelled);
        expect(await service.available(lamp.id)).toBe(10);
      });

      describe('when the hold ran out before the news of the payment came', () => {
        const paid = (id: string) => service.eventBus.deliver(orderEvent(orderPaid, anOrder({ id }), null));
        const cancelled = (id: string) => service.eventBus.deliver(orderEvent(orderCancelled, anOrder({ id }), null));
        const reasons = async (orderId: string, count = 1) =>
          (await service.events('stock.released', orderId, count)).map(
            ({ data }) => (data as { reason: string }).reason,
          );
        const expired = async (stock = 10) => {
          const lamp = await service.onSale(stock);
          const { orderId } = await reserve([{ productId: lamp.id, quantity: 3 }], newId(), inMinutes(-1));
          await service.events('stock.released', orderId);
          return { lamp, orderId };
        };

        test('Then its units are taken from what is left, once, whatever comes twice', async () => {
          const { lamp, orderId } = await expired();
          const once = orderEvent(orderPaid, anOrder({ id: orderId }), null);
          await Promise.all([once, once, once].map((event) => service.eventBus.deliver(event)));
          await paid(orderId);
          expect(await service.available(lamp.id)).toBe(7);
          expect((await commit(orderId)).status).toBe('committed');
          expect(await service.events('stock.reserved', orderId, 2)).toHaveLength(2);
          expect(await reasons(orderId)).toEqual(['expired']);
        });

        test('And its units were taken again, then a cancellation puts them back like any other’s', async () => {
          const { lamp, orderId } = await expired();
          await paid(orderId);
          await cancelled(orderId);
          expect(await service.available(lamp.id)).toBe(10);
          expect(await reasons(orderId, 2)).toEqual(['expired', 'cancelled']);
        });

        test('And too few are left, then nothing is taken and the order service is told, which returns the money', async () => {
          const { lamp, orderId } = await expired(3);
          await reserve([{ productId: lamp.id, quantity: 1 }]);
          await paid(orderId);
          expect(await reasons(orderId, 2)).toEqual(['expired', 'sold-out']);
          await cancelled(orderId);
          expect(await service.available(lamp.id)).toBe(2);
        });

        test('And the order was cancelled meanwhile, then nothing is taken, though its payment is heard of last', async () => {
          const { lamp, orderId } = await expired();
          await cancelled(orderId);
          await paid(orderId);
          expect(await reasons(orderId, 2)).toEqual(['expired', 'sold-out']);
          expect(await service.available(lamp.id)).toBe(10);
        });

        test('And several such orders want the last units, then only as many get them as there are', async () => {
          const lamp = await service.onSale(5);
          const orders = [];
          for (let n = 0; n < 4; n += 1) {
            const { orderId } = await reserve([{ productId: lamp.id, quantity: 2 }], newId(), inMinutes(-1));
            await service.events('stock.released', orderId);
            orders.push(orderId);
          }
          await Promise.all(orders.map(paid));
          expect(await service.available(lamp.id)).toBe(1);
          const outcomes = await Promise.allSettled(orders.map(commit));
          expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
        });

        test('And the product is off sale by now, then the order gets its units all the same', async () => {
          const { lamp, orderId } = await expired();
          await service.client.deleteProduct({ params: { id: lamp.id }, caller: service.manager });
          await paid(orderId);
          expect((await commit(orderId)).status).toBe('committed');
        });
      });

      test('When a paid order is cancelled before it is packed, then its units return, whichever event comes first', async () => {
        for (const events of [
          [orderPaid, orderCancelled],
          [orderCancelled, orderPaid],
        ]) {
          const { lamp, orderId } = await reserved(3);
          for (const event of events) await service.eventBus.deliver(orderEvent(event, anOrder({ id: orderId }), null));
          expect(await service.available(lamp.id)).toBe(10);
        }
      });

      test('When goods of an order come back, then they are on the shelf again, once, whatever comes twice', async () => {
        const { lamp, orderId } = await reserved(3);
        await service.eventBus.deliver(orderEvent(orderPaid, anOrder({ id: orderId }), null));
        const returned = returnEvent(anOrder({ id: orderId }), [{ productId: lamp.id, quantity: 2 }]);
        await Promise.all([1, 2, 3].map(() => service.eventBus.deliver(returned)));
        expect(await service.available(lamp.id)).toBe(9);
      });

      test('When an order without a reservation is paid, then the event is refused so that a person sees it', async () => {
        await expect(service.eventBus.deliver(orderEvent(orderPaid, anOrder({ id: newId() }), null))).rejects.toThrow(
          'Nothing was reserved',
        );
      });
    });
  },
  ['PGlite', 'PostgreSQL'],
);
