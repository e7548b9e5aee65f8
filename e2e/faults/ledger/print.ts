import { type Facts, keptBy, soldOf, sum } from './facts.ts';

/** The ledger of a case in a few lines: what was asked for, and where it went. */
export function ledgerTable({ entries, orders, payments, products, waiting, dead, mails }: Facts): string {
  const money = (amount: number) => (amount / 100).toFixed(2);
  const count = <T>(items: readonly T[], wanted: (item: T) => boolean) => items.filter(wanted).length;
  const emails = new Set(entries.map(({ plan }) => plan.email));
  const own = mails.filter(({ to }) => emails.has(to));
  const [before, onHand, reserved] = [
    sum(products.map((product) => product.before)),
    sum(products.map((product) => product.onHand)),
    sum(products.map((product) => product.reserved)),
  ];
  const captured = sum(payments.map((payment) => payment.captured));
  const refunded = sum(payments.map((payment) => payment.refunded));
  const rows: [string, string][] = [
    [
      'shoppers',
      `${entries.length} asked in ${sum(entries.map(({ tries }) => tries))} calls: ` +
        `${count(entries, ({ acknowledged }) => acknowledged.size > 0)} acknowledged, ` +
        `${count(entries, ({ refused }) => refused !== undefined)} refused, ` +
        `${count(entries, ({ acknowledged, refused }) => acknowledged.size === 0 && !refused)} without an answer`,
    ],
    ['orders', `${orders.length}: ${tally(orders.map(({ status }) => status))}`],
    [
      'regrets',
      `${count(entries, ({ sentBack }) => sentBack !== undefined)} sent something back, ` +
        `${count(entries, ({ gotBack }) => gotBack !== undefined)} got a part of their money back`,
    ],
    [
      'money',
      `captured ${money(captured)} − refunded ${money(refunded)} = ${money(captured - refunded)}; orders keep ${money(sum(orders.map(keptBy)))}`,
    ],
    ['stock', `before ${before} = on hand ${onHand} + sold ${soldOf(orders)}; reserved ${reserved}`],
    ['waiting', tally(Object.entries(waiting).flatMap(([place, n]) => (n > 0 ? [`${place} ${n}`] : []))) || 'nothing'],
    [
      'dead letters',
      Object.entries(dead)
        .map(([queue, n]) => `${n} in ${queue}`)
        .join(', ') || 'none',
    ],
    ['mails', tally(own.map(({ subject }) => subject.replace(/T-\w+ /, '')))],
  ];
  return rows.map(([name, value]) => `    ${name.padEnd(14)}${value}`).join('\n');
}

function tally(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, n]) => (n === 1 && / \d+$/.test(word) ? word : `${n} ${word}`)).join(', ');
}
