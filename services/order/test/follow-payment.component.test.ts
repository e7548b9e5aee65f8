import { paymentFailed } from '@tessera/contracts/events/payment-failed';
import { paymentRefunded } from '@tessera/contracts/events/payment-refunded';
import { paymentSucceeded } from '@tessera/contracts/events/payment-succeeded';
import { stockReleased } from '@tessera/contracts/events/stock-released';
import type { Money } from '@tessera/contracts/money';
import { newId } from '@tessera/service-kit/system';
import { onEachDatabase } from '@tessera/testing/databases';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually, type OrderService, startOrderService } from './order-service.ts';

onEachDatabase('An order and what others tell of it', (url) => {
  let service: OrderService;
  beforeAll(async () => {
    service = await startOrderService(url());
  });
  afterAll(() => service.close());

  /** An order whose payment waits. */
  const waiting = async (paymentMethod = 'pm_slow') => {
    const guest = service.guest();
    const { order, payment } = await service.buy(guest, { paymentMethod });
    const facts = { orderId: order.id, paymentId: payment.id ?? newId(), amount: order.total };
    const now = () => service.order(order.id, guest);
    const cancel = () => service.client.cancelOrder({ params: { id: order.id }, caller: guest });
    return { guest, order, facts, now, cancel };
  };
  const whole = (facts: { amount: Money }) => ({ ...facts, refundId: newId(), refunded: facts.amount });
  const expired = { lines: [], reason: 'expired' as const };

  test('When the success is told again and again, then the order is paid once', async () => {
    const { order, facts, now } = await waiting();
    const id = newId();
    await Promise.all(
      Array.from({ length: 10 }, (_, n) => service.tell(paymentSucceeded, facts, n < 5 ? id : newId())),
    );
    expect(await now()).toMatchObject({ status: 'paid', history: [{}, { status: 'paid' }] });
    expect(await service.events(order.id, 2)).toEqual(['order.placed', 'order.paid']);
  });

  test('When the payment fails later, then the order is cancelled with the reason', async () => {
    const { order, facts, now } = await waiting();
    await service.tell(paymentFailed, { ...facts, message: 'Not enough money' });
    expect(await now()).toMatchObject({ status: 'cancelled', reason: 'Not enough money' });
    expect(await service.events(order.id, 2)).toEqual(['order.placed', 'order.cancelled']);
  });

  test('When the reservation runs out, then the order is cancelled, and a success after that is refunded', async () => {
    const { order, facts, now } = await waiting();
    await service.tell(stockReleased, { orderId: order.id, ...expired });
    expect((await now()).status).toBe('cancelled');
    await service.tell(paymentSucceeded, facts);
    expect((await now()).status).toBe('cancelled');
    await eventually(async () => (await now()).status === 'refunded');
    expect((await now()).status).toBe('refunded');
    expect(service.payments.payments.get(order.id)?.status).toBe('refunded');
  });

  test('When the reservation runs out after the order was paid, then it stays paid', async () => {
    const { order, facts, now } = await waiting();
    await service.tell(paymentSucceeded, facts);
    await service.tell(stockReleased, { orderId: order.id, ...expired });
    expect((await now()).status).toBe('paid');
  });

  test('When too few units are left for a paid order, then it is cancelled and its money returned, once', async () => {
    const { order, facts, now } = await waiting();
    await service.tell(paymentSucceeded, facts);
    for (const id of [newId(), newId()])
      await service.tell(stockReleased, { orderId: order.id, lines: [], reason: 'sold-out' }, id);
    expect((await now()).status).toBe('cancelled');
    await eventually(async () => (await now()).status === 'refunded');
    expect((await now()).history.filter(({ status }) => status === 'cancelled')).toHaveLength(1);
    expect(service.payments.payments.get(order.id)?.status).toBe('refunded');
  });

  test('When the refund can not be asked for, then it is asked for again', async () => {
    const { order, facts, now, cancel } = await waiting();
    await cancel();
    service.payments.state.down = true;
    await service.tell(paymentSucceeded, facts);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await now()).status).toBe('cancelled');
    service.payments.state.down = false;
    service.clock.offsetMs += 6_000;
    await eventually(async () => (await now()).status === 'refunded');
    expect(service.payments.payments.get(order.id)?.status).toBe('refunded');
  });

  test('When stock was released only because the order was cancelled, then nothing more happens', async () => {
    const { order, now } = await waiting();
    await service.tell(stockReleased, { orderId: order.id, lines: [], reason: 'cancelled' });
    expect((await now()).status).toBe('pending-payment');
  });

  test('When a paid order is cancelled by the shopper, then it is refunded when the money is back', async () => {
    const { order, facts, now, cancel } = await waiting();
    await service.tell(paymentSucceeded, facts);
    expect(await cancel()).toMatchObject({ status: 'cancelled', reason: 'You cancelled the order' });
    expect((await cancel()).history.filter(({ status }) => status === 'cancelled')).toHaveLength(1);
    for (const id of [newId(), newId()]) await service.tell(paymentRefunded, whole(facts), id);
    expect((await now()).status).toBe('refunded');
    expect(await service.events(order.id, 4)).toEqual([
      ...['order.placed', 'order.paid', 'order.cancelled', 'order.refunded'],
    ]);
  });

  test('When everything comes at once and in any order, then the end is one of the two that are right', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { order, facts, now, cancel } = await waiting();
      const news = [
        () => service.tell(paymentSucceeded, facts),
        () => service.tell(paymentSucceeded, facts),
        () => service.tell(stockReleased, { orderId: order.id, ...expired }),
        cancel,
      ];
      await Promise.all(news.toSorted(() => Math.random() - 0.5).map((tell) => tell()));
      const { status, history } = await now();
      const seen = history.map((step) => step.status);
      expect(['cancelled', 'refunded']).toContain(status);
      expect(seen.filter((step) => step === 'cancelled')).toHaveLength(1);
      expect(seen.filter((step) => step === 'paid').length).toBeLessThanOrEqual(1);
    }
  });

  test('When the news is of an order that is not there, then it is put aside', async () => {
    const facts = { orderId: newId(), paymentId: newId(), amount: { amount: 1, currency: 'EUR' } };
    await expect(service.tell(paymentSucceeded, facts)).resolves.toBeUndefined();
  });

  test('When another amount was paid than the total, then the order is not paid', async () => {
    const { facts, now } = await waiting();
    const short = { ...facts, amount: { amount: facts.amount.amount - 1, currency: 'EUR' } };
    await expect(service.tell(paymentSucceeded, short)).rejects.toMatchObject({ name: 'UnusableEvent' });
    expect((await now()).status).toBe('pending-payment');
    await service.tell(paymentSucceeded, facts);
    expect((await now()).status).toBe('paid');
  });

  test('When the second step is approved, then the answer is the paid order', async () => {
    const { guest, order } = await waiting('pm_second_step');
    const confirm = (approve: boolean) =>
      service.client.confirmPayment({ params: { id: order.id }, body: { approve }, caller: guest });
    const { payment } = await service.client.getOrder({ params: { id: order.id }, caller: guest });
    expect(payment?.status).toBe('requires-action');
    expect(await confirm(true)).toMatchObject({ order: { status: 'paid' }, payment: { status: 'succeeded' } });
    await expect(confirm(true)).rejects.toMatchObject({ status: 409, problem: { code: 'payment-not-waiting' } });
  });

  describe('When its provider was too slow to say at once where the shopper has to pay', () => {
    const toBeContinued = async () => {
      const { guest, order } = await waiting();
      const payment = service.payments.payments.get(order.id);
      if (!payment) throw new Error('It was not started');
      const redirectUrl = 'https://pay.test/approve';
      service.payments.payments.set(order.id, { ...payment, status: 'requires-action', redirectUrl });
      return { guest, order, known: { status: 'requires-action', redirectUrl } };
    };

    test('then who looks at the order is told', async () => {
      const { guest, order, known } = await toBeContinued();
      const { payment } = await service.client.getOrder({ params: { id: order.id }, caller: guest });
      expect(payment).toMatchObject(known);
    });

    test('then it is asked for again until it is known, and no longer', async () => {
      const { order } = await toBeContinued();
      const asked = () => service.payments.started.filter((key) => key === `order-${order.id}`).length;
      service.clock.offsetMs += 11_000;
      await eventually(async () => asked() === 2);
      service.clock.offsetMs += 61_000;
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(asked()).toBe(2);
    });
  });

  test('When the second step is refused, then the order is cancelled', async () => {
    const { guest, order } = await waiting('pm_second_step');
    const refuse = { params: { id: order.id }, body: { approve: false }, caller: guest };
    expect(await service.client.confirmPayment(refuse)).toMatchObject({ order: { status: 'cancelled' } });
  });
});
