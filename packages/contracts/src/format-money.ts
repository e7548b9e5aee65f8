import type { Money } from './money.ts';

/** Making one takes far longer than using it. */
const formats = new Map<string, Intl.NumberFormat>();

/** "€ 12.50" in the locale's own way. Free of zod, so that browsers may import it. */
export function formatMoney({ amount, currency }: Money, locale = 'en-IE'): string {
  const key = `${locale} ${currency}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, { style: 'currency', currency });
  formats.set(key, format);
  return format.format(amount / 100);
}
