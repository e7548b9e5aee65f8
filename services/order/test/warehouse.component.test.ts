import { connectDatabase } from '@tessera/service-kit/database';
import { newId } from '@tessera/service-kit/system';
import { onEachDatabase } from '@tessera/testing/databases';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrderTables } from '../src/adapters/order-tables.ts';
import { createSqlOrderRepository } from '../src/adapters/sql-order-repository.ts';
import { createExpireUnpaidOrders } from '../src/use-cases/expire-unpaid-orders.ts';
import { type OrderService, startOrderService } from './order-service.ts';

const MINUTE_MS = 60_000;

onEachDatabase('Orders on their way through the house', (url) => {
  let service: OrderService;
  let admin: Awaited<ReturnType<OrderService['customer']>>;
  beforeAll(async () => {
    service = await startOrderService(url());
    admin = await service.customer(['admin']);
  });
  afterAll(() => service.close());

  const tracking = { carrier: 'An Post', number: 'AP 123', url: 'https://track.test/AP123' };
  const advance = (id: string, body: Parameters<OrderService['client']['advanceOrder']>[0]['body']) =>
    service.client.advanceOrder({ params: { id }, body, caller: admin });

  test('When a parcel leaves, then its shopper can follow it', async () => {
    const guest = service.guest();
    const { order } = await service.buy(guest);
    await expect(advance(order.id, { status: 'packed', tracking })).rejects.toMatchObject({
      ...{ status: 400, problem: { errors: [{ path: 'tracking' }] } },
    });
    await advance(order.id, { status: 'packed' });
    expect(await advance(order.id, { status: 'shipped', tracking })).toMatchObject({ status: 'shipped', tracking });
    expect((await service.order(order.id, guest)).tracking).toEqual(tracking);
  });

  test('When two work from the same sheet, then the second is told to look again', async () => {
    const { order } = await service.buy(service.guest());
    const version = (await advance(order.id, { status: 'packed', version: order.version })).version;
    const both = await Promise.allSettled([
      advance(order.id, { status: 'shipped', version }),
      advance(order.id, { status: 'shipped', version }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const [lost] = both.filter((outcome) => outcome.status === 'rejected');
    expect(lost?.reason).toMatchObject({ status: 409, problem: { code: 'version-conflict' } });
  });

  test('When an admin looks for work, then the order that waits longest comes first', async () => {
    const [first, second] = [await service.buy(service.guest()), await service.buy(service.guest())];
    await advance(second.order.id, { status: 'packed' });
    await advance(first.order.id, { status: 'packed' });
    const { items, total } = await service.client.listAllOrders({ query: { status: 'packed' }, caller: admin });
    const ids = items.map(({ id }) => id);
    expect(ids.indexOf(second.order.id)).toBeLessThan(ids.indexOf(first.order.id));
    expect(total).toBe(items.length);
    const all = await service.client.listAllOrders({ caller: admin });
    expect(all.total).toBeGreaterThan(total);
    const number = second.order.number.toLowerCase();
    const found = await service.client.listAllOrders({ query: { number }, caller: admin });
    expect(found.items.map(({ id }) => id)).toEqual([second.order.id]);
    await expect(service.client.listAllOrders({ caller: await service.customer() })).rejects.toMatchObject({
      status: 403,
    });
  });

  test('When an order is never paid and nobody says so, then it is over a while after its stock is free', async () => {
    const guest = service.guest();
    const [hanging, paid] = [await service.buy(guest, { paymentMethod: 'pm_slow' }), await service.buy(guest)];
    const database = connectDatabase<OrderTables>(url());
    const orders = createSqlOrderRepository({
      ...{ db: database.db, newId, issueLink: async () => 'link', onEvents: () => {} },
      clock: service.clock,
    });
    const expireAt = (minutes: number) => {
      const clock = { now: () => new Date(service.clock.now().getTime() + minutes * MINUTE_MS) };
      return createExpireUnpaidOrders({ orders, clock })();
    };
    await expireAt(34);
    expect((await service.order(hanging.order.id, guest)).status).toBe('pending-payment');
    await expireAt(36);
    await database.close();
    expect(await service.order(hanging.order.id, guest)).toMatchObject({
      ...{ status: 'cancelled', reason: 'The order was not paid in time' },
    });
    expect((await service.order(paid.order.id, guest)).status).toBe('paid');
  });

  test('When a shopper comes back from the provider before its webhook, then the page knows at once', async () => {
    const guest = service.guest();
    const { order, payment } = await service.buy(guest, { paymentMethod: 'paypal' });
    const look = () => service.client.getOrder({ params: { id: order.id }, caller: guest });
    expect(payment).toMatchObject({ status: 'requires-action', redirectUrl: 'https://pay.test/approve' });
    service.payments.state.down = true;
    expect((await look()).order.status).toBe('pending-payment');
    service.payments.state.down = false;
    expect((await look()).payment).toMatchObject({ redirectUrl: 'https://pay.test/approve' });
    service.payments.arrivals.add(payment.id ?? '');
    expect((await look()).order.status).toBe('paid');
  });
});
