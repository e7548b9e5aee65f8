import { paymentApi } from '@tessera/contracts/api/payment';
import { createClient } from '@tessera/service-kit/api-client';
import { connectDatabase } from '@tessera/service-kit/database';
import { newId } from '@tessera/service-kit/system';
import { onEachDatabase } from '@tessera/testing/databases';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PaymentTables } from '../src/adapters/payment-tables.ts';
import { cancellation, euros, eventually } from './payment-service.ts';
import { type RedirectWorld, startRedirectWorld } from './redirect-world.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** The call that tells of the money, or takes it. */
const TAKING = /capture$|^GET \/v1\/checkout/;

for (const name of ['stripe', 'paypal'] as const) {
  onEachDatabase(
    `Paying at ${name}`,
    (url) => {
      let world: RedirectWorld;
      beforeEach(async () => {
        world = await startRedirectWorld(name, url());
      });
      afterEach(() => world.close());

      const becomes = async (id: string, status: string) => {
        await eventually(async () => (await world.get(id)).status === status);
        expect((await world.get(id)).status).toBe(status);
      };
      const moneyIs = (id: string, taken: number, returned = 0) =>
        expect(world.standIn.moneyOf(id)).toEqual({ taken, returned });
      const paid = async () => {
        const payment = await world.begin();
        await world.pay(payment.redirectUrl);
        await becomes(payment.id, 'succeeded');
        return payment;
      };
      const later = (ms: number) => {
        world.clock.offsetMs += ms;
      };

      test('When the shopper pays at the provider, then its webhook makes the payment succeed', async () => {
        const { id, orderId, status, redirectUrl } = await world.begin();
        expect([status, redirectUrl?.startsWith(world.standIn.baseUrl)]).toEqual(['requires-action', true]);
        expect(await world.pay(redirectUrl)).toMatch(`/orders/${orderId}`);
        await becomes(id, 'succeeded');
        expect(await world.events(orderId, 1)).toEqual(['payment.succeeded']);
        expect(await world.get(id)).not.toHaveProperty('redirectUrl');
        moneyIs(id, 2490);
      });

      test('When an order is paid for by ten requests at once, then they all lead to the same page', async () => {
        const orderId = newId();
        const payments = await Promise.all(Array.from({ length: 10 }, () => world.begin(orderId)));
        expect(new Set(payments.map((payment) => payment.id)).size).toBe(1);
        const { redirectUrl } = await world.begin(orderId);
        await world.pay(redirectUrl);
        await becomes(payments[0]?.id ?? '', 'succeeded');
        moneyIs(payments[0]?.id ?? '', 2490);
      });

      describe('Its webhooks', () => {
        test('When they come late, twice and in the wrong order, then everything happens once', async () => {
          world.standIn.webhooks.send = false;
          const { id, orderId, redirectUrl } = await world.begin();
          await world.pay(redirectUrl);
          expect(new Set(await world.deliverAll())).toEqual(new Set([200]));
          expect(new Set(await world.deliverAll())).toEqual(new Set([200]));
          expect((await world.get(id)).status).toBe('succeeded');
          expect(await world.events(orderId, 1)).toEqual(['payment.succeeded']);
          moneyIs(id, 2490);
        });

        test('When one tells once more that the money came, then nobody asks the provider for refunds', async () => {
          world.standIn.webhooks.send = false;
          const { id, redirectUrl } = await world.begin();
          await world.pay(redirectUrl);
          await world.sync(id);
          const asked = world.standIn.calls.length;
          expect(new Set(await world.deliverAll())).toEqual(new Set([200]));
          const since = world.standIn.calls.slice(asked).filter((call) => !call.includes('/notifications/'));
          expect(since).toEqual([]);
        });

        test('When one is forged, then it is refused and counted, and nothing changes', async () => {
          world.standIn.webhooks.send = false;
          const { id, redirectUrl } = await world.begin();
          await world.pay(redirectUrl);
          const [message] = world.standIn.messages;
          expect(await world.standIn.deliver(message as never, { forged: true })).toBe(400);
          const bare = { method: 'POST', body: JSON.stringify(message) };
          expect((await fetch(String(world.standIn.webhooks.url), bare)).status).toBe(400);
          expect((await world.get(id)).status).toBe('requires-action');
          const metrics = await (await fetch(`${world.baseUrl}/metrics`)).text();
          expect(metrics).toMatch(new RegExp(`payment_webhooks_total{[^}]*provider="${name}",result="forged"`));
        });

        test('When one is larger than any message of theirs, then it is refused unread', async () => {
          const huge = { method: 'POST', body: 'x'.repeat(65 * 1024) };
          expect((await fetch(String(world.standIn.webhooks.url), huge)).status).toBe(413);
        });

        test('When one is about something else, or of a payment that is not ours, then it is taken and ignored', async () => {
          const other = { metadata: { paymentId: newId() }, custom_id: newId() };
          for (const object of [{}, other]) {
            const facts = { id: `evt_${newId()}`, type: 'balance.available', event_type: 'CUSTOMER.DISPUTE.CREATED' };
            const message = { ...facts, data: { object }, resource: object };
            expect(await world.standIn.deliver(message as never)).toBe(200);
          }
        });

        test('When one comes while the provider can not be asked, then it is to be sent again, and works then', async () => {
          world.standIn.webhooks.send = false;
          const { id, redirectUrl } = await world.begin();
          await world.pay(redirectUrl);
          const [message] = world.standIn.messages;
          world.standIn.plan(/^GET \/v\d\/checkout/, 500, 2);
          expect(await world.standIn.deliver(message as never)).toBe(503);
          expect(await world.standIn.deliver(message as never)).toBe(200);
          await becomes(id, 'succeeded');
        });
      });

      describe('When no webhook ever comes', () => {
        beforeEach(() => {
          world.standIn.webhooks.send = false;
        });

        test('then the shopper who comes back finds the payment done', async () => {
          const { id, redirectUrl } = await world.begin();
          await world.pay(redirectUrl);
          expect((await world.sync(id)).status).toBe('succeeded');
          moneyIs(id, 2490);
        });

        test('then the job settles what the shopper paid', async () => {
          const { id, orderId, redirectUrl } = await world.begin();
          await world.pay(redirectUrl);
          later(11 * SECOND);
          await becomes(id, 'succeeded');
          expect(await world.events(orderId, 1)).toEqual(['payment.succeeded']);
        });

        test('then a payment that nobody made fails in the end, and can not be made any more', async () => {
          const { id, orderId, redirectUrl } = await world.begin();
          later(61 * MINUTE);
          await becomes(id, 'failed');
          expect(await world.events(orderId, 1)).toEqual(['payment.failed']);
          await world.pay(redirectUrl);
          await world.deliverAll();
          later(10 * MINUTE);
          await world.sync(id);
          moneyIs(id, 0);
        });

        test('then a refund that takes days is known to be done all the same', async () => {
          world.standIn.settings.refunds = (name === 'stripe' ? 'pending' : 'PENDING') as never;
          const { id, redirectUrl } = await world.begin();
          await world.pay(redirectUrl);
          await world.sync(id);
          expect(await world.refund(id, { amount: 490 })).not.toHaveProperty('refunded');
          await world.standIn.settle('succeeded');
          later(20 * SECOND);
          await eventually(async () => (await world.get(id)).refunded !== undefined);
          expect(await world.get(id)).toMatchObject({ status: 'succeeded', refunded: euros(490) });
        });
      });

      describe('When the provider fails', () => {
        test('while the payment begins, then the job begins it, and the same order leads to the same page', async () => {
          world.standIn.plan(/^POST \/v\d\/checkout/, 'silent-after', 2);
          const { id, orderId, status } = await world.begin();
          expect(status).toBe('processing');
          later(11 * SECOND);
          await becomes(id, 'requires-action');
          await world.pay((await world.begin(orderId)).redirectUrl);
          await becomes(id, 'succeeded');
          moneyIs(id, 2490);
        });

        test('to answer before its caller gives up, then the caller learns what is known and the payment goes on', async () => {
          world.standIn.plan(/^POST \/v\d\/checkout/, 'silent-after');
          const hasty = createClient(paymentApi, { baseUrl: world.baseUrl, deadlineMs: 500 });
          const body = { orderId: newId(), amount: euros(2490), paymentMethod: name };
          const begun = await hasty.startPayment({ headers: { 'idempotency-key': newId() }, body });
          expect(begun).not.toHaveProperty('redirectUrl');
          await becomes(begun.id, 'requires-action');
        });

        test('after it took the money, then the money is taken once', async () => {
          world.standIn.webhooks.send = false;
          const { id, orderId, redirectUrl } = await world.begin();
          await world.pay(redirectUrl);
          world.standIn.plan(TAKING, 'silent-after', 2);
          expect((await world.sync(id)).status).toBe('requires-action');
          later(11 * SECOND);
          await becomes(id, 'succeeded');
          expect(await world.events(orderId, 1)).toEqual(['payment.succeeded']);
          moneyIs(id, 2490);
        });

        test.each(['silent-after', 500] as const)(
          'while money goes back (%s), then it goes back once',
          async (fault) => {
            const { id, orderId } = await paid();
            world.standIn.webhooks.send = false;
            world.standIn.plan(/refunds?$/, fault, 2);
            const key = newId();
            expect(await world.refund(id, { key })).not.toHaveProperty('refunded');
            await world.refund(id, { key });
            later(11 * SECOND);
            await becomes(id, 'refunded');
            expect(await world.events(orderId, 2)).toEqual(['payment.succeeded', 'payment.refunded']);
            moneyIs(id, 2490, 2490);
          },
        );

        test('for good, then the order and operators are told, once, and another one can be asked for', async () => {
          const settings = world.standIn.settings as { refunds: string };
          settings.refunds = name === 'stripe' ? 'failed' : 'FAILED';
          const { id, orderId } = await paid();
          const key = newId();
          expect(await world.refund(id, { key })).not.toHaveProperty('refunded');
          const metrics = await (await fetch(`${world.baseUrl}/metrics`)).text();
          expect(metrics).toMatch(new RegExp(`payment_refunds_failed_total{[^}]*provider="${name}"`));
          settings.refunds = name === 'stripe' ? 'succeeded' : 'COMPLETED';
          expect(await world.refund(id, { key })).not.toHaveProperty('refunded');
          expect(await world.refund(id)).toMatchObject({ status: 'refunded', refunded: euros(2490) });
          moneyIs(id, 2490, 2490);
          expect(await world.events(orderId, 3)).toEqual([
            ...['payment.succeeded', 'payment.refund-failed', 'payment.refunded'],
          ]);
          expect(world.told('payment.refund-failed', id)).toMatchObject([
            { key, orderId, amount: euros(2490), returned: false },
          ]);
        });

        test('days after it gave the money back, then it is known to be here again', async () => {
          const { id, orderId } = await paid();
          world.standIn.settings.refunds = (name === 'stripe' ? 'pending' : 'PENDING') as never;
          await world.refund(id);
          await world.standIn.settle('succeeded');
          await becomes(id, 'refunded');
          world.standIn.sendBack();
          await becomes(id, 'succeeded');
          expect(await world.get(id)).not.toHaveProperty('refunded');
          expect(world.told('payment.refund-failed', id)).toMatchObject([{ orderId, returned: true }]);
        });

        test('and it is given again, then who hears of it can tell which sum is newest', async () => {
          const { id } = await paid();
          expect(await world.get(id)).not.toHaveProperty('refundVersion');
          world.standIn.settings.refunds = (name === 'stripe' ? 'pending' : 'PENDING') as never;
          await world.refund(id, { amount: 2000 });
          await world.standIn.settle('succeeded');
          await eventually(async () => (await world.get(id)).refunded !== undefined);
          world.standIn.sendBack();
          await eventually(async () => (await world.get(id)).refunded === undefined);
          expect(await world.get(id)).toMatchObject({ refundVersion: 2 });
          world.standIn.settings.refunds = (name === 'stripe' ? 'succeeded' : 'COMPLETED') as never;
          const again = { refunded: euros(2000), refundVersion: 3 };
          expect(await world.refund(id, { amount: 2000 })).toMatchObject(again);
          await eventually(() => world.told('payment.refunded', id).length > 1);
          expect(world.told('payment.refunded', id)).toMatchObject([
            ...[{ refunded: euros(2000), refundVersion: 1 }, again],
          ]);
          expect(world.told('payment.refund-failed', id)).toMatchObject([{ refunded: euros(0), refundVersion: 2 }]);
        });

        test('that a process of yesterday asked for, all that was left, then the order knows which', async () => {
          const { id } = await paid();
          world.standIn.settings.refunds = (name === 'stripe' ? 'failed' : 'FAILED') as never;
          const now = new Date();
          const { db, close } = connectDatabase<PaymentTables>(url());
          const row = { id: newId(), payment_id: id, idempotency_key: 'rest', asked: null, amount: 2490, attempts: 0 };
          const open = { status: 'pending', reference: null, reason: null, due_at: now } as const;
          await db
            .insertInto('refunds')
            .values({ ...row, ...open, created_at: now, updated_at: now })
            .execute();
          await close();
          later(11 * SECOND);
          await eventually(() => world.told('payment.refund-failed', id).length > 0);
          expect(world.told('payment.refund-failed', id)).toMatchObject([{ key: id, returned: false }]);
        });
      });

      test('When parts are given back, then each is told of and the provider agrees', async () => {
        const { id, orderId } = await paid();
        for (const amount of [490, 1000, 1000]) await world.refund(id, { amount });
        expect(await world.get(id)).toMatchObject({ status: 'refunded', refunded: euros(2490) });
        expect(await world.events(orderId, 4)).toHaveLength(4);
        moneyIs(id, 2490, 2490);
      });

      describe('When somebody gives money back in the provider’s dashboard', () => {
        /** The sums that were told of, once all is said. */
        const heard = async ({ id, orderId }: { id: string; orderId: string }, count: number) => {
          await world.events(orderId, 1 + count);
          return world.told('payment.refunded', id).map((news) => Object(news).refunded.amount);
        };

        test('then its webhooks let the order hear of it, once, however often they come', async () => {
          const payment = await paid();
          const { id } = payment;
          world.standIn.refundByHand(id, 490);
          await eventually(async () => (await world.get(id)).refunded !== undefined);
          expect(new Set(await world.deliverAll())).toEqual(new Set([200]));
          expect(await world.get(id)).toMatchObject({ status: 'succeeded', refunded: euros(490) });
          expect(await heard(payment, 1)).toEqual([490]);
          expect(await world.refund(id)).toMatchObject({ status: 'refunded' });
          expect(await heard(payment, 2)).toEqual([490, 2490]);
          moneyIs(id, 2490, 2490);
        });

        test('and no webhook comes, then asking how the payment stands finds it out', async () => {
          const payment = await paid();
          const { id } = payment;
          world.standIn.webhooks.send = false;
          world.standIn.refundByHand(id, 490);
          expect(await world.sync(id)).toMatchObject({ refunded: euros(490) });
          world.standIn.refundByHand(id, 2000);
          for (const _ of [1, 2]) expect(await world.sync(id)).toMatchObject({ status: 'refunded' });
          expect(await heard(payment, 2)).toEqual([490, 2490]);
        });

        test('and no webhook comes, then a refund of ours which is too much by that finds it out', async () => {
          const { id, orderId } = await paid();
          world.standIn.webhooks.send = false;
          world.standIn.refundByHand(id, 2490);
          expect(await world.refund(id, { amount: 490 })).toMatchObject({ status: 'refunded' });
          expect(await world.events(orderId, 3)).toEqual([
            ...['payment.succeeded', 'payment.refund-failed', 'payment.refunded'],
          ]);
          moneyIs(id, 2490, 2490);
        });

        test('while a refund of ours is under way whose answer got lost, then each counts once', async () => {
          const { id } = await paid();
          world.standIn.webhooks.send = false;
          world.standIn.plan(/refunds?$/, 'silent-after', 2);
          await world.refund(id, { amount: 490 });
          world.standIn.refundByHand(id, 1000);
          await world.deliverAll();
          later(11 * SECOND);
          await eventually(async () => (await world.get(id)).refunded?.amount === 1490);
          expect(await world.sync(id)).toMatchObject({ refunded: euros(1490) });
          moneyIs(id, 2490, 1490);
        });

        test('since a bank sent ours back, and no webhook comes, then both are found out', async () => {
          const { id, orderId } = await paid();
          world.standIn.webhooks.send = false;
          expect(await world.refund(id)).toMatchObject({ status: 'refunded' });
          world.standIn.sendBack();
          world.standIn.refundByHand(id, 2490);
          await world.sync(id);
          expect(await world.events(orderId, 4)).toEqual([
            ...['payment.succeeded', 'payment.refunded', 'payment.refund-failed', 'payment.refunded'],
          ]);
          expect(await world.get(id)).toMatchObject({ status: 'refunded', refunded: euros(2490) });
        });

        test('that takes days, then it is told of when it is done', async () => {
          const payment = await paid();
          const { id } = payment;
          world.standIn.settings.refunds = (name === 'stripe' ? 'pending' : 'PENDING') as never;
          world.standIn.refundByHand(id, 490);
          expect(await world.sync(id)).not.toHaveProperty('refunded');
          await world.standIn.settle('succeeded');
          await eventually(async () => (await world.get(id)).refunded !== undefined);
          expect(await heard(payment, 1)).toEqual([490]);
        });

        test('before we know that it came, then both are told', async () => {
          world.standIn.webhooks.send = false;
          const { id, orderId, redirectUrl } = await world.begin();
          await world.pay(redirectUrl);
          if (name === 'paypal') await world.sync(id);
          world.standIn.refundByHand(id, 2490);
          await world.deliverAll();
          expect(await world.events(orderId, 2)).toEqual(['payment.succeeded', 'payment.refunded']);
        });
      });

      describe('When the order is cancelled', () => {
        test('while the shopper is at the provider, then nothing can be paid any more', async () => {
          const { id, orderId, redirectUrl } = await world.begin();
          await world.eventBus.deliver(cancellation(orderId));
          await becomes(id, 'cancelled');
          if (name === 'stripe') await eventually(async () => (await fetch(redirectUrl ?? '')).status === 410);
          await world.pay(redirectUrl);
          await world.deliverAll();
          expect((await world.sync(id)).status).toBe('cancelled');
          moneyIs(id, 0);
          expect(await world.events(orderId, 0)).toEqual([]);
        });

        test('after the money was taken and nobody knew, then it goes back', async () => {
          world.standIn.webhooks.send = false;
          const { id, orderId, redirectUrl } = await world.begin();
          await world.pay(redirectUrl);
          world.standIn.plan(TAKING, 'silent-after', 2);
          await world.sync(id);
          await world.eventBus.deliver(cancellation(orderId));
          await becomes(id, 'refunded');
          expect(await world.events(orderId, 1)).toEqual(['payment.refunded']);
          moneyIs(id, 2490, 2490);
        });

        test('and a part was given back before, then the rest goes back, however often it is asked for', async () => {
          const { id, orderId } = await paid();
          await world.refund(id, { amount: 490 });
          await Promise.all([world.eventBus.deliver(cancellation(orderId)), world.refund(id), world.refund(id)]);
          await becomes(id, 'refunded');
          moneyIs(id, 2490, 2490);
        });
      });

      test('When webhook, shopper and job look at once, then the money is taken once and told of once', async () => {
        const { id, orderId, redirectUrl } = await world.begin();
        later(11 * SECOND);
        await world.pay(redirectUrl);
        await Promise.all([world.sync(id), world.deliverAll(), world.sync(id)]);
        await becomes(id, 'succeeded');
        expect(await world.events(orderId, 1)).toEqual(['payment.succeeded']);
        moneyIs(id, 2490);
      });
    },
    ['PGlite', 'PostgreSQL'],
  );
}
