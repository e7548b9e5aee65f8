import { inspect } from 'node:util';
import { newId } from '@tessera/service-kit/system';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Outcome, PaymentRecord } from '../src/domain/payment.ts';
import type { RefundRecord } from '../src/domain/refund.ts';
import { type Driver, drivers } from './provider-drivers.ts';

/** A provider of its own for each test, and payments with it in every state. */
function before(start: () => Promise<Driver>) {
  let driver: Driver;
  beforeEach(async () => {
    driver = await start();
  });
  afterEach(() => driver.close());

  const opened = (): PaymentRecord => ({
    ...{ id: newId(), orderId: newId(), amount: { amount: 2490, currency: 'EUR' }, status: 'processing' },
    ...{ provider: driver.provider.option.provider, instrument: driver.instrument, card: null, message: null },
    ...{ reference: null, redirectUrl: null, capture: null, refunded: 0, refundVersion: 0, todo: null },
    ...{ createdAt: new Date(), updatedAt: new Date() },
  });
  const after = (payment: PaymentRecord, outcome: Outcome): PaymentRecord => ({
    ...payment,
    ...('reference' in outcome && outcome.reference && { reference: outcome.reference }),
    ...('redirectUrl' in outcome && { redirectUrl: outcome.redirectUrl ?? null }),
    ...('capture' in outcome && { capture: outcome.capture }),
  });
  const waiting = async () => {
    const payment = opened();
    return after(payment, await driver.provider.charge(payment));
  };
  const paid = async () => {
    const payment = await waiting();
    return after(payment, await driver.approve(payment));
  };
  const refundOf = ({ id }: PaymentRecord, amount: number): RefundRecord => ({
    ...{ id: newId(), paymentId: id, key: newId(), asked: amount, amount, status: 'pending' },
    ...{ reference: null, reason: null, createdAt: new Date() },
  });
  const moneyIs = (payment: PaymentRecord, taken: number, returned = 0) => {
    if (driver.standIn) expect(driver.standIn.moneyOf(payment.id)).toEqual({ taken, returned });
  };
  return {
    driver: () => driver,
    standIn() {
      if (!driver.standIn) throw new Error('This provider is not called over the network');
      return driver.standIn;
    },
    ...{ opened, after, waiting, paid, refundOf, moneyIs },
  };
}

/** What every payment provider has to do, whoever it is. */
describe.each(Object.entries(drivers))('The payment provider %s', (_, start) => {
  const { driver, opened, waiting, paid, refundOf, moneyIs } = before(start);

  test('When the shopper is needed, then nothing is taken, however often it is asked', async () => {
    const payment = await waiting();
    expect(payment.redirectUrl !== null).toBe(driver().provider.option.kind === 'redirect');
    expect(await driver().provider.charge(payment)).toMatchObject({ reference: payment.reference });
    expect((await driver().provider.sync(payment)).status).toBe('requires-action');
    moneyIs(payment, 0);
  });

  test('When the shopper approves, then the money is taken, once, and has a name', async () => {
    const payment = await waiting();
    expect(await driver().approve(payment)).toMatchObject({ status: 'succeeded', capture: expect.any(String) });
    moneyIs(payment, 2490);
  });

  test('When the card is declined, then nothing is taken and the shopper is told', async () => {
    const payment = await waiting();
    expect(await driver().decline(payment)).toMatchObject({ status: 'failed', message: expect.any(String) });
    moneyIs(payment, 0);
  });

  test('When the shopper never comes back, then the payment is closed for good', async () => {
    const payment = await waiting();
    expect((await driver().provider.abandon(payment)).status).toBe('failed');
    expect((await driver().provider.abandon(payment)).status).toBe('failed');
    moneyIs(payment, 0);
  });

  test('When a payment is given up whose first answer got lost, then there is nothing to take', async () => {
    expect((await driver().provider.abandon(opened())).status).toBe('failed');
  });

  test('When parts and then the rest are given back, each asked for twice, then each is given once', async () => {
    const payment = await paid();
    for (const amount of [490, 2000]) {
      const refund = refundOf(payment, amount);
      const first = await driver().provider.refund(refund, payment);
      expect(first).toMatchObject({ status: 'succeeded', reference: expect.any(String) });
      expect(await driver().provider.refund(refund, payment)).toEqual(first);
    }
    moneyIs(payment, 2490, 2490);
  });
});

const REMOTE = Object.entries(drivers).filter(([name]) => name !== 'sandbox');

describe.each(REMOTE)('The payment provider %s, over the network', (_, start) => {
  const { driver, standIn, opened, after, waiting, paid, refundOf, moneyIs } = before(start);

  test('When it was paid already, then giving it up says so', async () => {
    const payment = await paid();
    expect((await driver().provider.abandon(payment)).status).toBe('succeeded');
    moneyIs(payment, 2490);
  });

  test('When answers get lost after it was done, then a repeat does not do it again', async () => {
    const payment = opened();
    standIn().plan(/^POST \/v\d\/checkout/, 'silent-after', 2);
    await expect(driver().provider.charge(payment)).rejects.toThrow();
    const begun = after(payment, await driver().provider.charge(payment));
    standIn().plan(/capture$|^GET \/v1\/checkout/, 'silent-after', 2);
    await expect(driver().approve(begun)).rejects.toThrow();
    const outcome = await driver().provider.sync(begun);
    expect(outcome.status).toBe('succeeded');
    moneyIs(payment, 2490);

    const [whole, taken] = [refundOf(payment, 2490), after(begun, outcome)];
    standIn().plan(/refunds?$/, 'silent-after', 2);
    await expect(driver().provider.refund(whole, taken)).rejects.toThrow();
    expect((await driver().provider.refund(whole, taken)).status).toBe('succeeded');
    moneyIs(payment, 2490, 2490);
  });

  test.each([500, 429, 'silent'] as const)(
    'When a call meets %s once, then it, or at least the next try, succeeds',
    async (fault) => {
      const insist = <Answer>(call: () => Promise<Answer>) => call().catch(call);
      standIn().plan(/^POST \/v\d\/checkout/, fault);
      const payment = opened();
      const begun = after(payment, await insist(() => driver().provider.charge(payment)));
      standIn().plan(/capture$|^GET \/v\d\/checkout/, fault);
      const outcome = await driver()
        .approve(begun)
        .catch(() => driver().provider.sync(begun));
      expect(outcome.status).toBe('succeeded');
      moneyIs(payment, 2490);
    },
  );

  test('When a call is refused because the same one is under way, then nothing has failed, and the next try succeeds', async () => {
    const payment = opened();
    standIn().plan(/^POST \/v\d\/checkout/, 'in-progress', 2);
    await expect(driver().provider.charge(payment)).rejects.toThrow();
    const begun = after(payment, await driver().provider.charge(payment));
    standIn().plan(/capture$|^GET \/v1\/checkout/, 'in-progress', 2);
    await expect(driver().approve(begun)).rejects.toThrow();
    const outcome = await driver().provider.sync(begun);
    expect(outcome.status).toBe('succeeded');

    const [whole, taken] = [refundOf(payment, 2490), after(begun, outcome)];
    standIn().plan(/refunds?$/, 'in-progress', 2);
    await expect(driver().provider.refund(whole, taken)).rejects.toThrow();
    expect((await driver().provider.refund(whole, taken)).status).toBe('succeeded');
    moneyIs(payment, 2490, 2490);
  });

  test('When one of two calls made at once is refused, then it learns what the other one did', async () => {
    const begun = await waiting();
    standIn().plan(/capture$/, 'refused-after', 2);
    const outcome = await driver().approve(begun);
    expect(outcome.status).toBe('succeeded');

    const [part, taken] = [refundOf(begun, 490), after(begun, outcome)];
    standIn().plan(/^POST .*refunds?$/, 'refused-after', 2);
    expect((await driver().provider.refund(part, taken)).status).toBe('succeeded');
    moneyIs(begun, 2490, 490);
  });

  test('When more is to be given back than is left, then it failed for good, with a reason', async () => {
    const payment = await paid();
    const refund = refundOf(payment, 2491);
    expect(await driver().provider.refund(refund, payment)).toMatchObject({
      status: 'failed',
      reason: expect.any(String),
    });
    moneyIs(payment, 2490);
  });

  test.each(['succeeded', 'failed'] as const)(
    'When a refund takes days, then asking again tells that it %s',
    async (end) => {
      standIn().slowRefunds();
      const payment = await paid();
      const refund = refundOf(payment, 490);
      const first = await driver().provider.refund(refund, payment);
      expect(first.status).toBe('pending');
      await standIn().settle(end);
      const known = { ...refund, reference: first.reference ?? null };
      expect((await driver().provider.refund(known, payment)).status).toBe(end);
      moneyIs(payment, 2490, end === 'succeeded' ? 490 : 0);
    },
  );

  test('When a call fails, then what is thrown may be logged: no key or token is in it', async () => {
    standIn().plan(/^POST \/v\d\/checkout/, 'silent', 2);
    standIn().plan(/^POST \/v\d\/checkout/, 500, 2);
    for (const _ of ['silent', 500]) {
      const error = await driver()
        .provider.charge(opened())
        .catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      const all = inspect(error, { depth: 20, showHidden: true });
      expect(all).not.toMatch(/sk_test_stand_in|A21AAstand-in|stand-in-secret|Basic /);
    }
  });

  test('When the provider names another amount than was asked for, then nobody takes it for paid', async () => {
    const payment = await paid();
    const other = { ...payment, amount: { amount: 2491, currency: 'EUR' } };
    await expect(driver().provider.sync(other)).rejects.toThrow('asked for 2491 EUR');
  });
});
