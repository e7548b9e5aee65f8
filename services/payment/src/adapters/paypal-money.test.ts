import { expect, test } from 'vitest';
import { fromPaypalMoney, toPaypalMoney } from './paypal-money.ts';

test.each([
  [2490, 'EUR', '24.90'],
  [5, 'EUR', '0.05'],
  [123456789, 'USD', '1234567.89'],
  [500, 'JPY', '500'],
])('%d minor units of %s are %s', (amount, currency, value) => {
  expect(toPaypalMoney({ amount, currency })).toEqual({ currencyCode: currency, value });
  expect(fromPaypalMoney({ currencyCode: currency, value })).toEqual({ amount, currency });
});
