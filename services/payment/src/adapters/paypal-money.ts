import type { Payment } from '@tessera/contracts/api/payment';

type Money = Payment['amount'];
interface PaypalMoney {
  readonly currencyCode: string;
  readonly value: string;
}

/** Digits after the point, by ISO 4217. */
const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** `{ amount: 2490, currency: 'EUR' }` → `{ value: '24.90', currencyCode: 'EUR' }` */
export function toPaypalMoney({ amount, currency }: Money): PaypalMoney {
  const digits = digitsOf(currency);
  const whole = String(amount).padStart(digits + 1, '0');
  const value = digits === 0 ? whole : `${whole.slice(0, -digits)}.${whole.slice(-digits)}`;
  return { currencyCode: currency, value };
}

export const fromPaypalMoney = ({ currencyCode, value }: PaypalMoney): Money => ({
  amount: Math.round(Number(value) * 10 ** digitsOf(currencyCode)),
  currency: currencyCode,
});
