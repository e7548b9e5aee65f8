import { ORDER_ACCESS_HEADER } from '@tessera/contracts/api/order';
import { newId } from '@tessera/service-kit/system';
import { onEachDatabase } from '@tessera/testing/databases';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OrderService, startOrderService } from './order-service.ts';

const DAY_MS = 86_400_000;

onEachDatabase(
  "A guest's link to an order",
  (url) => {
    let service: OrderService;
    beforeAll(async () => {
      service = await startOrderService(url());
    });
    afterAll(() => service.close());
    const notFound = { status: 404, problem: expect.objectContaining({ code: 'order-not-found' }) };

    /** A guest's order, and the token that its mails carry. */
    const bought = async (paymentMethod = 'pm_succeeds') => {
      const guest = service.guest();
      const { order } = await service.buy(guest, { paymentMethod });
      await service.events(order.id, 1);
      const { data } = service.eventBus.published.find(({ subject }) => subject === order.id) ?? {};
      const token = (data as { access?: string }).access ?? '';
      return { guest, order, params: { id: order.id }, token };
    };
    const withLink = (token: string) => ({ headers: { [ORDER_ACCESS_HEADER]: token } });

    test('When somebody brings it and nothing else, then they see, follow and cancel this order', async () => {
      const { order, params, token } = await bought();
      expect((await service.client.getOrder({ params, ...withLink(token) })).order.id).toBe(order.id);
      const stream = await service.client.streamOrder({ params, ...withLink(token) });
      expect(stream.headers['content-type']).toContain('text/event-stream');
      stream.body.destroy();
      expect((await service.client.cancelOrder({ params, ...withLink(token) })).status).toBe('cancelled');
    });

    test('When goods should go back, then the link is enough, and the key counts whoever asks', async () => {
      const { guest, order, params, token } = await bought();
      const caller = await service.customer(['admin']);
      for (const status of ['packed', 'shipped', 'delivered'] as const) {
        await service.client.advanceOrder({ params, body: { status }, caller });
      }
      const key = newId();
      const productId = order.lines[0]?.productId ?? '';
      const body = { lines: [{ productId, quantity: 1 }], reason: 'Too bright' };
      const headers = { 'idempotency-key': key };
      const asked = { params, body };
      await service.client.requestReturn({ ...asked, headers: { ...headers, [ORDER_ACCESS_HEADER]: token } });
      const again = await service.client.requestReturn({ ...asked, headers, caller: guest });
      expect(again.returns).toHaveLength(1);
    });

    test('When it is wrong in any way, then it is as if there were no such order', async () => {
      const { params, token, order } = await bought();
      const other = await bought();
      const forged = await new SignJWT({})
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(order.id)
        .setAudience('order-link')
        .setExpirationTime('90 d')
        .sign(new TextEncoder().encode('somebody else made up this secret'));
      const [head, claims] = token.split('.');
      for (const wrong of [other.token, forged, 'nonsense', `${token}x`, `${head}.${claims}.`]) {
        const look = service.client.getOrder({ params, ...withLink(wrong) });
        await expect(look).rejects.toMatchObject(notFound);
      }
      service.clock.offsetMs += 91 * DAY_MS;
      await expect(service.client.getOrder({ params, ...withLink(token) })).rejects.toMatchObject(notFound);
      service.clock.offsetMs -= 91 * DAY_MS;
      await expect(service.client.getOrder({ params })).rejects.toMatchObject({ status: 401 });
    });

    test('When it should do more than that, then it does not', async () => {
      const { params, token, order } = await bought('pm_second_step');
      const caller = { guestId: newId() };
      const confirm = service.client.confirmPayment({ params, body: { approve: true }, caller });
      await expect(confirm).rejects.toMatchObject(notFound);
      const list = await fetch(`${service.baseUrl}/orders`, { headers: { [ORDER_ACCESS_HEADER]: token } });
      expect(((await list.json()) as { total: number }).total).toBe(0);
      expect(order.status).toBe('pending-payment');
    });

    test('When the order is of a customer, then its mails need no token', async () => {
      const { order } = await service.buy(await service.customer());
      await service.events(order.id, 1);
      const { data } = service.eventBus.published.find(({ subject }) => subject === order.id) ?? {};
      expect(data).not.toHaveProperty('access');
    });
  },
  ['PGlite'],
);
