import type { PaymentRecord } from '../domain/payment.ts';

/** A provider that took something else than what was asked for is a fault that only a person can judge. */
export function assertAsked(payment: PaymentRecord, taken: { amount: number; currency: string }): void {
  const { amount, currency } = payment.amount;
  if (taken.amount === amount && taken.currency.toUpperCase() === currency) return;
  throw new Error(
    `Payment ${payment.id} asked for ${amount} ${currency}, and ${payment.provider} names ${taken.amount} ${taken.currency}`,
  );
}
