import { SANDBOX_CARDS } from '@tessera/contracts/api/payment';
import { newId } from '@tessera/service-kit/system';
import { onEachDatabase } from '@tessera/testing/databases';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cancellation, euros, eventually, type PaymentService, startPaymentService } from './payment-service.ts';

onEachDatabase(
  'Paying',
  (url) => {
    let service: PaymentService;
    beforeAll(async () => {
      service = await startPaymentService(url());
    });
    afterAll(() => service.close());
    const refused = (status: number, code: string) => ({ status, problem: expect.objectContaining({ code }) });
    const becomes = (id: string, status: string) => eventually(async () => (await service.get(id)).status === status);

    test('When the card is good, then the money is taken and told of', async () => {
      const payment = await service.pay('succeeds');
      expect(payment).toMatchObject({
        ...{ status: 'succeeded', amount: euros(2490), provider: 'sandbox' },
        card: { brand: 'Visa', last4: '4242' },
      });
      expect(await service.events(payment.orderId, 1)).toEqual(['payment.succeeded']);
    });

    test('When the card is declined, then no money is taken and the message is for the shopper', async () => {
      const payment = await service.pay('declines');
      expect(payment).toMatchObject({ status: 'failed', message: expect.stringContaining('declined') });
      expect(await service.events(payment.orderId, 1)).toEqual(['payment.failed']);
    });

    test.each([
      { approve: true, status: 'succeeded', event: 'payment.succeeded' },
      { approve: false, status: 'failed', event: 'payment.failed' },
    ])('When the second step is answered with $approve, then the payment has $status, once', async (answer) => {
      const { id, orderId, status } = await service.pay('secondStep');
      expect(status).toBe('requires-action');
      const confirm = () => service.client.confirmPayment({ params: { id }, body: { approve: answer.approve } });
      expect((await confirm()).status).toBe(answer.status);
      await expect(confirm()).rejects.toMatchObject(refused(409, 'payment-not-waiting'));
      expect(await service.events(orderId, 1)).toEqual([answer.event]);
    });

    test('When the confirmation is slow, then it succeeds by itself', async () => {
      const { id, orderId, status } = await service.pay('slowWebhook');
      expect(status).toBe('processing');
      service.clock.offsetMs += 5_100;
      await becomes(id, 'succeeded');
      expect(await service.events(orderId, 1)).toEqual(['payment.succeeded']);
    });

    test('When an order is charged by twenty requests at once, then it is charged once', async () => {
      const [orderId, token] = [newId(), await service.tokenFor('succeeds')];
      const payments = await Promise.all(Array.from({ length: 20 }, () => service.start(orderId, token)));
      expect(new Set(payments.map(({ id }) => id)).size).toBe(1);
      await becomes(payments[0]?.id ?? '', 'succeeded');
      expect(await service.events(orderId, 1)).toEqual(['payment.succeeded']);
      expect((await service.start(orderId, 'pm_whatever')).status).toBe('succeeded');
    });

    test('When the same order should pay another amount, then it is refused', async () => {
      const { orderId } = await service.pay('succeeds');
      const again = service.start(orderId, await service.tokenFor('succeeds'), { amount: euros(1) });
      await expect(again).rejects.toMatchObject(refused(409, 'payment-conflict'));
    });

    test('When a key was used for another order, then it is refused and the token stays unused', async () => {
      const [key, token] = [newId(), await service.tokenFor('succeeds')];
      await service.start(newId(), await service.tokenFor('succeeds'), { key });
      await expect(service.start(newId(), token, { key })).rejects.toMatchObject(refused(409, 'payment-conflict'));
      expect((await service.start(newId(), token)).status).toBe('succeeded');
    });

    test('When a token was used, is unknown or is old, then it does not pay', async () => {
      const token = await service.tokenFor('succeeds');
      await service.start(newId(), token);
      for (const used of [token, 'pm_unknown']) {
        await expect(service.start(newId(), used)).rejects.toMatchObject(refused(422, 'payment-method-unknown'));
      }
      const old = await service.tokenFor('succeeds');
      service.clock.offsetMs += 31 * 60_000;
      await expect(service.start(newId(), old)).rejects.toMatchObject(refused(422, 'payment-method-unknown'));
    });

    test('When a payment is refunded again and again, then the money goes back once', async () => {
      const { id, orderId } = await service.pay('succeeds');
      const refund = () => service.refund(id);
      await Promise.all([refund(), refund(), refund()]);
      expect(await refund()).toMatchObject({ status: 'refunded', refunded: euros(2490) });
      expect(await service.events(orderId, 2)).toEqual(['payment.succeeded', 'payment.refunded']);
    });

    test('When parts are refunded, then each is told of with the sum, and never more goes back than was taken', async () => {
      const { id, orderId } = await service.pay('succeeds');
      expect(await service.refund(id, { amount: 490 })).toMatchObject({ status: 'succeeded', refunded: euros(490) });
      await expect(service.refund(id, { amount: 2001 })).rejects.toMatchObject(refused(409, 'refund-exceeds-payment'));
      expect(await service.refund(id)).toMatchObject({ status: 'refunded', refunded: euros(2490) });
      await expect(service.refund(id, { amount: 1 })).rejects.toMatchObject(refused(409, 'refund-exceeds-payment'));
      await service.events(orderId, 3);
      expect(service.told('payment.refunded', id)).toMatchObject([
        { orderId, amount: euros(490), refunded: euros(490) },
        { orderId, amount: euros(2000), refunded: euros(2490) },
      ]);
    });

    test('When a key asks for a refund again, even at once, then it gave once; for another amount it is refused', async () => {
      const { id, orderId } = await service.pay('succeeds');
      const key = newId();
      await Promise.all(Array.from({ length: 10 }, () => service.refund(id, { key, amount: 490 })));
      expect((await service.refund(id, { key, amount: 490 })).refunded).toEqual(euros(490));
      for (const amount of [491, undefined]) {
        const other = service.refund(id, { key, ...(amount && { amount }) });
        await expect(other).rejects.toMatchObject(refused(422, 'idempotency-key-reused'));
      }
      expect(await service.events(orderId, 2)).toEqual(['payment.succeeded', 'payment.refunded']);
    });

    test('When many ask for parts at once, then together they get what was taken', async () => {
      const { id } = await service.pay('succeeds');
      const asked = await Promise.allSettled(Array.from({ length: 10 }, () => service.refund(id, { amount: 830 })));
      expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
      expect(await service.get(id)).toMatchObject({ status: 'refunded', refunded: euros(2490) });
    });

    test('When no money was taken, then none is given back', async () => {
      for (const card of ['declines', 'secondStep'] as const) {
        const { id } = await service.pay(card);
        await expect(service.refund(id)).rejects.toMatchObject(refused(409, 'payment-not-captured'));
      }
      await expect(service.refund(newId())).rejects.toMatchObject(refused(404, 'payment-not-found'));
    });

    describe('for an order that is cancelled', () => {
      test('When the money was taken, then it goes back, once, however often the news comes', async () => {
        const { id, orderId } = await service.pay('succeeds');
        const [news, more] = [cancellation(orderId), cancellation(orderId)];
        for (const event of [news, news, more]) await service.eventBus.deliver(event);
        await becomes(id, 'refunded');
        expect(await service.events(orderId, 2)).toEqual(['payment.succeeded', 'payment.refunded']);
      });

      test.each(['secondStep', 'slowWebhook'] as const)('When %s still waits, then it never succeeds', async (card) => {
        const { id, orderId } = await service.pay(card);
        await service.eventBus.deliver(cancellation(orderId));
        expect((await service.get(id)).status).toBe('cancelled');
        service.clock.offsetMs += 20_000;
        const confirm = service.client.confirmPayment({ params: { id }, body: { approve: true } });
        await expect(confirm).rejects.toMatchObject(refused(409, 'payment-not-waiting'));
        await new Promise((resolve) => setTimeout(resolve, 1_200));
        expect((await service.get(id)).status).toBe('cancelled');
        expect(await service.events(orderId, 0)).toEqual([]);
      });

      test('When a part was given back before, then the rest goes back, and asking for all changes nothing', async () => {
        const { id, orderId } = await service.pay('succeeds');
        await service.refund(id, { amount: 490 });
        await service.eventBus.deliver(cancellation(orderId));
        await service.refund(id);
        await becomes(id, 'refunded');
        expect((await service.refund(id)).refunded).toEqual(euros(2490));
        expect(await service.events(orderId, 3)).toHaveLength(3);
      });

      test('When the news comes before the charge, then the order is never charged', async () => {
        const orderId = newId();
        await service.eventBus.deliver(cancellation(orderId));
        expect((await service.pay('succeeds', orderId)).status).toBe('cancelled');
        expect(await service.events(orderId, 0)).toEqual([]);
      });

      test('When both come at once, then no money stays', async () => {
        for (let round = 0; round < 5; round += 1) {
          const orderId = newId();
          const [payment] = await Promise.all([
            service.pay('succeeds', orderId),
            service.eventBus.deliver(cancellation(orderId)),
          ]);
          const settled = ['cancelled', 'refunded'];
          await eventually(async () => settled.includes((await service.get(payment.id)).status));
          expect(settled).toContain((await service.get(payment.id)).status);
        }
      });
    });
  },
  ['PGlite', 'PostgreSQL'],
);

onEachDatabase(
  'Bad card input',
  (url) => {
    let service: PaymentService;
    beforeAll(async () => {
      service = await startPaymentService(url());
    });
    afterAll(() => service.close());

    test.each([
      { change: { number: '4242 4242 4242 4241' }, code: 'card-invalid', path: 'number' },
      { change: { number: '5555 5555 5555 4444' }, code: 'card-invalid', path: 'number' },
      { change: { number: '12' }, code: 'invalid-input', path: 'number' },
      { change: { number: 42 }, code: 'invalid-input', path: 'number' },
      { change: { number: '4'.repeat(5_000) }, code: 'invalid-input', path: 'number' },
      { change: { number: undefined }, code: 'invalid-input', path: 'number' },
      { change: { expiry: '01/20' }, code: 'card-expired', path: 'expiry' },
      { change: { expiry: '13/40' }, code: 'invalid-input', path: 'expiry' },
      { change: { expiry: '2040-01' }, code: 'invalid-input', path: 'expiry' },
      { change: { expiry: undefined }, code: 'invalid-input', path: 'expiry' },
      { change: { cvc: '12' }, code: 'invalid-input', path: 'cvc' },
      { change: { cvc: 'abc' }, code: 'invalid-input', path: 'cvc' },
      { change: { cvc: undefined }, code: 'invalid-input', path: 'cvc' },
    ])('$change is a 400 $code at $path', async ({ change, code, path }) => {
      const response = await fetch(`${service.baseUrl}/payment-methods`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ number: SANDBOX_CARDS.succeeds, expiry: '12 / 40', cvc: '123', ...change }),
      });
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect(await response.json()).toMatchObject({ code, errors: [{ path, message: expect.any(String) }] });
    });
  },
  ['PGlite'],
);
