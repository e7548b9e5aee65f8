import { orderReturned } from '@tessera/contracts/events/order-returned';
import { paymentRefundFailed } from '@tessera/contracts/events/payment-refund-failed';
import { paymentRefunded } from '@tessera/contracts/events/payment-refunded';
import { newId } from '@tessera/service-kit/system';
import { onEachDatabase } from '@tessera/testing/databases';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually, type OrderService, startOrderService } from './order-service.ts';

const DAY_MS = 86_400_000;
const euros = (amount: number) => ({ amount, currency: 'EUR' });
const refused = (status: number, code: string) => ({ status, problem: expect.objectContaining({ code }) });

onEachDatabase('Money and goods that go back', (url) => {
  let service: OrderService;
  let admin: Awaited<ReturnType<OrderService['customer']>>;
  beforeAll(async () => {
    service = await startOrderService(url());
    admin = await service.customer(['admin']);
  });
  afterAll(() => service.close());

  /** A paid order of three lamps at 10.00, shipped for 4.90. */
  const bought = async () => {
    const guest = service.guest();
    const lamp = service.products.onSale(1000);
    const body = { lines: [{ productId: lamp.id, quantity: 3 }], expectedTotal: euros(3490) };
    const { order, payment } = await service.buy(guest, { body });
    const params = { id: order.id };
    const refund = (amount: number, key = newId(), reason = 'A scratch') =>
      service.client.refundOrder({
        ...{ params, headers: { 'idempotency-key': key }, body: { amount: euros(amount), reason }, caller: admin },
      });
    const advance = (status: 'packed' | 'shipped' | 'delivered') =>
      service.client.advanceOrder({ params, body: { status }, caller: admin });
    const sendBack = (quantity: number, key = newId(), reason = 'Too bright') =>
      service.client.requestReturn({
        ...{ params, headers: { 'idempotency-key': key }, caller: guest },
        body: { lines: [{ productId: lamp.id, quantity }], reason },
      });
    const decide = (returnId: string, decision: 'received' | 'refused', note?: string) =>
      service.client.decideReturn({ params: { ...params, returnId }, body: { decision, note }, caller: admin });
    const now = () => service.order(order.id, guest);
    const givenBack = (amount: number) => eventually(async () => (await now()).refunded?.amount === amount);
    const deliver = async () => {
      for (const status of ['packed', 'shipped', 'delivered'] as const) await advance(status);
    };
    const tellRefunded = (amount: number, refunded: number, id = newId(), refundVersion?: number) => {
      const facts = { orderId: order.id, paymentId: payment.id, refundId: newId(), refundVersion };
      return service.tell(paymentRefunded, { ...facts, amount: euros(amount), refunded: euros(refunded) }, id);
    };
    const tellFailed = (key: string, amount: number, id = newId()) => {
      const facts = { orderId: order.id, paymentId: payment.id, refundId: newId(), key, returned: false };
      const sum = { refunded: euros(0), refundVersion: 0 };
      return service.tell(paymentRefundFailed, { ...facts, ...sum, amount: euros(amount) }, id);
    };
    /** The only one that was given. */
    const tellSentBack = (key: string, amount: number) => {
      const facts = { orderId: order.id, paymentId: payment.id, refundId: newId(), key, returned: true };
      const sum = { refunded: euros(0), refundVersion: 2 };
      return service.tell(paymentRefundFailed, { ...facts, ...sum, amount: euros(amount) });
    };
    const atTheProvider = () => service.payments.payments.get(order.id)?.refunded?.amount ?? 0;
    const told = { tellRefunded, tellFailed, tellSentBack, givenBack, atTheProvider };
    return { order, guest, refund, advance, deliver, sendBack, decide, now, ...told };
  };

  describe('A refund', () => {
    test('When a part is given back, then the order goes on, says how much, and the payment service did it once', async () => {
      const { order, refund, now, givenBack, advance, atTheProvider } = await bought();
      expect(await refund(500)).toMatchObject({ status: 'paid', refunds: [{ amount: euros(500), status: 'asked' }] });
      await givenBack(500);
      const after = await now();
      expect(after).toMatchObject({ status: 'paid', refunded: euros(500), refunds: [{ status: 'given' }] });
      expect(service.payments.refunds.filter((key) => key === after.refunds[0]?.id)).toHaveLength(1);
      expect(atTheProvider()).toBe(500);
      expect((await advance('packed')).status).toBe('packed');
      expect(await service.events(order.id, 4)).toEqual([
        ...['order.placed', 'order.paid', 'order.refunded', 'order.packed'],
      ]);
    });

    test('When one key is sent fifty times at once, then one refund is made, and the others hear the same', async () => {
      const { refund, now, givenBack } = await bought();
      const key = newId();
      const answers = await Promise.all(Array.from({ length: 50 }, () => refund(700, key)));
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      await givenBack(700);
      expect((await now()).refunds).toHaveLength(1);
      await expect(refund(701, key)).rejects.toMatchObject(refused(422, 'idempotency-key-reused'));
      const again = await fetch(`${service.baseUrl}/orders/${(await now()).id}/refunds`, {
        method: 'POST',
        headers: {
          ...{ 'content-type': 'application/json', 'idempotency-key': key },
          authorization: `Bearer ${admin.accessToken}`,
        },
        body: JSON.stringify({ amount: euros(700), reason: 'A scratch' }),
      });
      expect(again.status).toBe(201);
      expect(again.headers.get('idempotent-replayed')).toBe('true');
    });

    test('When more is asked for than was paid, in one or in many at once, then the rest is refused', async () => {
      const { refund, now, givenBack, advance, atTheProvider } = await bought();
      await expect(refund(3491)).rejects.toMatchObject(refused(409, 'refund-exceeds-payment'));
      await expect(refund(0)).rejects.toMatchObject(refused(400, 'invalid-input'));
      for (const status of ['packed', 'shipped'] as const) await advance(status);
      const asked = await Promise.allSettled(Array.from({ length: 10 }, () => refund(1000)));
      expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
      await givenBack(3000);
      expect(atTheProvider()).toBe(3000);
      await refund(490);
      await eventually(async () => (await now()).status === 'refunded');
      expect(await now()).toMatchObject({ status: 'refunded', refunded: euros(3490) });
    });

    test('When all is given back before the parcel leaves, then the order is cancelled, and its goods are free', async () => {
      const { order, refund, now } = await bought();
      expect(await refund(3490)).toMatchObject({ status: 'cancelled', reason: 'A scratch' });
      await eventually(async () => (await now()).status === 'refunded');
      expect(await service.events(order.id, 4)).toEqual([
        ...['order.placed', 'order.paid', 'order.cancelled', 'order.refunded'],
      ]);
    });

    test('When a part was given back and the shopper cancels, then the rest comes too, and no cent more', async () => {
      const { order, guest, refund, now, givenBack, atTheProvider } = await bought();
      await refund(1000);
      await givenBack(1000);
      await service.client.cancelOrder({ params: { id: order.id }, caller: guest });
      await eventually(async () => (await now()).status === 'refunded');
      expect((await now()).refunds.map(({ amount }) => amount.amount)).toEqual([1000, 2490]);
      expect(atTheProvider()).toBe(3490);
    });

    test('When the payment service is away, then the money still goes back, once', async () => {
      const { refund, givenBack, now, atTheProvider } = await bought();
      service.payments.state.down = true;
      await refund(900);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect((await now()).refunded).toBeUndefined();
      service.payments.state.down = false;
      service.clock.offsetMs += 6_000;
      await givenBack(900);
      expect(atTheProvider()).toBe(900);
    });

    test('When the news comes late, twice and in the wrong order, then the larger total stands', async () => {
      const { order, tellRefunded, now } = await bought();
      const [first, second] = [newId(), newId()];
      await tellRefunded(500, 1500, second);
      await Promise.all([tellRefunded(1000, 1000, first), tellRefunded(500, 1500, second), tellRefunded(500, 1500)]);
      expect(await now()).toMatchObject({ status: 'paid', refunded: euros(1500) });
      expect(await service.events(order.id, 3)).toEqual(['order.placed', 'order.paid', 'order.refunded']);
      await tellRefunded(1990, 3490);
      expect(await now()).toMatchObject({ status: 'refunded', reason: 'The payment was returned' });
    });

    test('When it had gone back at the provider already, then what is asked for on top comes to nothing', async () => {
      const { order, refund, now, givenBack } = await bought();
      const payment = service.payments.payments.get(order.id);
      if (payment) service.payments.payments.set(order.id, { ...payment, refunded: euros(3000) });
      await refund(1000);
      await givenBack(3000);
      expect(await now()).toMatchObject({ refunded: euros(3000), refunds: [{ status: 'refused' }] });
      expect(service.payments.payments.get(order.id)?.refunded).toEqual(euros(3000));
    });

    test('When the provider will not do it, then the order says so, and an admin asks again, for a cancelled order too', async () => {
      const { order, guest, refund, now, tellFailed, givenBack, atTheProvider } = await bought();
      service.payments.refusing.add(order.id);
      await service.client.cancelOrder({ params: { id: order.id }, caller: guest });
      const [asked] = (await now()).refunds;
      for (const id of [newId(), newId()]) await tellFailed(asked?.id ?? '', 3490, id);
      expect(await now()).toMatchObject({ status: 'cancelled', refunds: [{ status: 'refused', failed: true }] });
      service.payments.refusing.delete(order.id);
      expect((await refund(3490)).refunds).toHaveLength(2);
      await givenBack(3490);
      expect(await now()).toMatchObject({ status: 'refunded', refunds: [{ failed: true }, { status: 'given' }] });
      expect(atTheProvider()).toBe(3490);
    });

    test('When the bank sends it back, then neither old news nor an old answer brings it again, and all can be asked for', async () => {
      const { order, refund, now, tellRefunded, tellSentBack, givenBack } = await bought();
      const [asked] = (await refund(2000)).refunds;
      await givenBack(2000);
      const gave = service.payments.payments.get(order.id);
      await tellSentBack(asked?.id ?? '', 2000);
      expect(await now()).toMatchObject({ refunds: [{ status: 'refused', failed: true }] });
      await tellRefunded(2000, 2000, newId(), 1);
      expect(await now()).not.toHaveProperty('refunded');

      service.payments.refusing.add(order.id);
      await refund(3490);
      await eventually(async () => service.payments.refunds.includes((await now()).refunds[1]?.id ?? ''));
      expect(gave).toMatchObject({ refunded: euros(2000), refundVersion: 1 });
      expect(await now()).not.toHaveProperty('refunded');
      await tellRefunded(3490, 3490, newId(), 3);
      expect(await now()).toMatchObject({ status: 'refunded', refunds: [{ failed: true }, { status: 'given' }] });
    });

    test('When it was never paid, or nobody may, then nothing is given back', async () => {
      const { refund, order, guest } = await bought();
      const slow = await service.buy(guest, { paymentMethod: 'pm_slow' });
      const body = { amount: euros(100), reason: 'Please' };
      const ask = (id: string, caller: object) =>
        service.client.refundOrder({ params: { id }, headers: { 'idempotency-key': newId() }, body, caller });
      await expect(ask(slow.order.id, admin)).rejects.toMatchObject(refused(409, 'not-paid'));
      await expect(ask(newId(), admin)).rejects.toMatchObject(refused(404, 'order-not-found'));
      await expect(ask(order.id, await service.customer())).rejects.toMatchObject({ status: 403 });
      await expect(ask(order.id, guest)).rejects.toMatchObject({ status: 401 });
      const key = newId();
      await expect(refund(9999, key)).rejects.toMatchObject(refused(409, 'refund-exceeds-payment'));
      expect((await refund(100, key)).refunds).toHaveLength(1);
    });
  });

  describe('A return', () => {
    test('When goods come back, then their price does too, and everything that came back brings the shipping', async () => {
      const { order, deliver, sendBack, decide, now, givenBack } = await bought();
      await deliver();
      const first = (await sendBack(1)).returns[0]?.id ?? '';
      expect(await decide(first, 'received')).toMatchObject({ returns: [{ status: 'received', refund: euros(1000) }] });
      await givenBack(1000);
      const second = (await sendBack(2)).returns[1]?.id ?? '';
      expect((await decide(second, 'received')).returns[1]).toMatchObject({ refund: euros(2490) });
      await eventually(async () => (await now()).status === 'refunded');
      expect(await now()).toMatchObject({ status: 'refunded', refunded: euros(3490) });
      const told = service.eventBus.published.filter(
        ({ type, subject }) => type === orderReturned.type && subject === order.id,
      );
      expect(told.map(({ data }) => (data as { return: { id: string } }).return.id)).toEqual([first, second]);
    });

    test('When it is decided ten times at once, then once, and another decision is refused', async () => {
      const { deliver, sendBack, decide, now, givenBack, order } = await bought();
      await deliver();
      const id = (await sendBack(2)).returns[0]?.id ?? '';
      await Promise.all(Array.from({ length: 10 }, () => decide(id, 'received')));
      await givenBack(2000);
      expect((await now()).refunds).toHaveLength(1);
      await expect(decide(id, 'refused')).rejects.toMatchObject(refused(409, 'return-decided'));
      await expect(decide(newId(), 'refused')).rejects.toMatchObject(refused(404, 'return-not-found'));
      const told = (await service.events(order.id, 7)).filter((type) => type === 'order.returned');
      expect(told).toEqual(['order.returned']);
    });

    test('When it is refused, then the shopper reads why, nothing is paid, and the goods can be announced anew', async () => {
      const { deliver, sendBack, decide, now } = await bought();
      await deliver();
      const id = (await sendBack(3)).returns[0]?.id ?? '';
      await expect(sendBack(1)).rejects.toMatchObject(refused(409, 'not-returnable'));
      expect(await decide(id, 'refused', 'It was used')).toMatchObject({
        returns: [{ status: 'refused', note: 'It was used' }],
      });
      expect((await sendBack(3)).returns).toHaveLength(2);
      expect((await now()).refunds).toEqual([]);
    });

    test('When it is too early, too late or too much, then it is refused; one key asks once', async () => {
      const { deliver, sendBack, now } = await bought();
      await expect(sendBack(1)).rejects.toMatchObject(refused(409, 'illegal-transition'));
      await deliver();
      await expect(sendBack(4)).rejects.toMatchObject({
        ...{ status: 409, problem: { code: 'not-returnable', errors: [{ path: 'lines.0.quantity' }] } },
      });
      const key = newId();
      const answers = await Promise.all(Array.from({ length: 10 }, () => sendBack(1, key)));
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      await expect(sendBack(2, key)).rejects.toMatchObject(refused(422, 'idempotency-key-reused'));
      expect((await now()).returns).toHaveLength(1);
      service.clock.offsetMs += 31 * DAY_MS;
      await expect(sendBack(1)).rejects.toMatchObject(refused(409, 'not-returnable'));
      service.clock.offsetMs -= 31 * DAY_MS;
    });

    test('When part of the money went back before, then a return brings no more than what is left', async () => {
      const { deliver, sendBack, decide, refund, now, givenBack } = await bought();
      await deliver();
      await refund(3000);
      await givenBack(3000);
      const id = (await sendBack(1)).returns[0]?.id ?? '';
      expect((await decide(id, 'received')).returns[0]).toMatchObject({ refund: euros(490) });
      await eventually(async () => (await now()).status === 'refunded');
      expect((await now()).refunded).toEqual(euros(3490));
    });
  });
});
