import type { Entry } from '../shoppers/shopper.ts';
import { type Facts, isSold, keptBy, soldOf, sum } from './facts.ts';

/** What a case may bring about that would be a fault elsewhere. */
export interface Allowance {
  /** Dead letters that the case makes on purpose, by queue. */
  readonly dead?: Readonly<Record<string, number>>;
  /** Orders of good cards may come to nothing: the case takes away what they need for good. */
  readonly lostSales?: boolean;
}

/** Every rule that the facts break, in words; none when the ledger is exact. */
export function check(facts: Facts, allowance: Allowance = {}): string[] {
  return RULES.flatMap((rule) => rule(facts, allowance));
}

type Rule = (facts: Facts, allowance: Allowance) => string[];

const everyAcknowledgedOrderExists: Rule = ({ entries, orders }) =>
  entries.flatMap(({ acknowledged, plan }) => {
    const faults = acknowledged.size > 1 ? [`key ${plan.key} was acknowledged with ${acknowledged.size} orders`] : [];
    for (const id of acknowledged) {
      const found = orders.filter((order) => order.id === id).length;
      if (found !== 1) faults.push(`order ${id} was acknowledged and exists ${found} times`);
    }
    return faults;
  });

const nobodyOrderedForAnother: Rule = ({ entries, orders }) => {
  const known = new Set(entries.map(({ plan }) => plan.guestId));
  const unknown = orders
    .filter(({ guestId }) => !known.has(guestId))
    .map(({ id }) => `order ${id} was asked for by nobody`);
  return [
    ...unknown,
    ...entries.flatMap(({ plan, refused }) => {
      const own = orders.filter(({ guestId }) => guestId === plan.guestId).length;
      if (own > 1) return [`key ${plan.key} made ${own} orders`];
      return refused && own > 0 ? [`key ${plan.key} was refused (${refused}) and made an order`] : [];
    }),
  ];
};

const ordersAreSettled: Rule = ({ orders }) =>
  orders
    .filter(({ status }) => status === 'pending-payment')
    .map(({ id }) => `order ${id} still waits for its payment`);

const noStepTwice: Rule = ({ orders }) =>
  orders
    .filter(({ history }) => new Set(history).size !== history.length)
    .map(({ id, history }) => `order ${id} took a step twice: ${history.join(' → ')}`);

const moneyIsExact: Rule = ({ orders, payments }) => {
  const faults = orders.flatMap((order) => {
    const own = payments.filter(({ orderId }) => orderId === order.id);
    if (own.length > 1) return [`order ${order.id} has ${own.length} payments`];
    const [{ captured, refunded, status } = { captured: 0, refunded: 0, status: 'none' }] = own;
    const kept = keptBy(order);
    return kept === captured - refunded
      ? []
      : [
          `order ${order.id} (${order.status}) counts ${kept}, its payment (${status}) took ${captured} and gave back ${refunded}`,
        ];
  });
  const strays = payments
    .filter(({ orderId, captured, refunded }) => captured !== refunded && !orders.some(({ id }) => id === orderId))
    .map(({ orderId, captured }) => `${captured} was taken for ${orderId}, which is no order`);
  const paid = sum(orders.map(keptBy));
  const balance = sum(payments.map(({ captured, refunded }) => captured - refunded));
  const total = paid === balance ? [] : [`orders add up to ${paid}, payments to ${balance}`];
  return [...faults, ...strays, ...total];
};

const refundsAddUp: Rule = ({ payments }) =>
  payments.flatMap(({ orderId, captured, refunded, givenBack }) => [
    ...(refunded > captured ? [`order ${orderId}: ${refunded} was given back of ${captured}`] : []),
    ...(refunded === givenBack
      ? []
      : [`order ${orderId}: ${refunded} count as given back, its refunds add up to ${givenBack}`]),
  ]);

/** Nobody is left with a promise. */
const whatGoesBackIsBack: Rule = ({ orders, entries }) =>
  orders.flatMap((order) => {
    const { sentBack = 0, gotBack = 0 } = entries.find(({ acknowledged }) => acknowledged.has(order.id)) ?? {};
    const taken = sum(order.returned.map(({ quantity }) => quantity));
    return [
      ...order.refunds.flatMap(({ amount, status }) =>
        status === 'given' ? [] : [`order ${order.id}: ${amount} should have gone back and is ${status}`],
      ),
      ...(taken < sentBack ? [`order ${order.id}: ${sentBack} were taken back, ${taken} are known of`] : []),
      ...(order.refunded < gotBack ? [`order ${order.id}: ${gotBack} was promised, ${order.refunded} given back`] : []),
    ];
  });

const stockIsExact: Rule = ({ products, orders }) =>
  products.flatMap(({ id, before, onHand, reserved }) => {
    const sold = soldOf(orders, id);
    const faults =
      before === onHand + sold ? [] : [`product ${id}: ${before} before, ${onHand} on hand and ${sold} sold`];
    if (onHand < 0) faults.push(`product ${id} is at ${onHand}`);
    if (reserved !== 0) faults.push(`product ${id}: ${reserved} are reserved and nobody waits for them`);
    return faults;
  });

const nothingWaits: Rule = ({ waiting }) =>
  Object.entries(waiting)
    .filter(([, count]) => count > 0)
    .map(([place, count]) => `${count} left in ${place}`);

const deadLettersAreExplained: Rule = ({ dead }, { dead: explained = {} }) =>
  [...new Set([...Object.keys(dead), ...Object.keys(explained)])].flatMap((queue) => {
    const [found, expected] = [dead[queue] ?? 0, explained[queue] ?? 0];
    return found === expected ? [] : [`${found} dead letters in ${queue}, ${expected} explained`];
  });

/** Events that money or stock hang on. Others may have no consumer, and are kept for one that comes later. */
const NEEDED =
  /^(order\.(placed|paid|cancelled|refunded|returned)|payment\.(succeeded|failed|refunded|refund-failed)|stock\.released)$/;

const nothingNeededWentNowhere: Rule = ({ unrouted }) =>
  Object.entries(unrouted)
    .filter(([type, count]) => count > 0 && NEEDED.test(type))
    .map(([type, count]) => `${count} ${type} reached nobody`);

/** A consumer's effect that a shopper can count. */
const everyMailOnce: Rule = ({ orders, entries, mails }) =>
  orders.flatMap((order) => {
    const to = entries.find(({ plan }) => plan.guestId === order.guestId)?.plan.email;
    const got = mails.filter((mail) => mail.to === to && mail.subject.includes(order.number));
    const expected = {
      'is confirmed': order.history.includes('paid'),
      'was cancelled': order.history.includes('cancelled'),
    };
    return Object.entries(expected).flatMap(([subject, due]) => {
      const count = got.filter((mail) => mail.subject.includes(subject)).length;
      return count === (due ? 1 : 0)
        ? []
        : [`order ${order.id} (${order.history.join(' → ')}): ${count} mails that it ${subject}`];
    });
  });

const pays = ({ card, approves }: Entry['plan']): boolean => (card === 'secondStep' ? approves : card !== 'declines');

/** What a shopper may be told for good although the card was good. */
const FAIR_REFUSALS = ['out-of-stock', 'idempotency-key-reused'];
/** Of those who could have bought; a flood is shed in great part. */
const FEWEST_SERVED = 0.1;

/** A shop that takes no orders has exact books, too. */
const shoppersAreServed: Rule = ({ entries }, { lostSales }) => {
  const able = entries.filter(({ plan, refused }) => pays(plan) && !FAIR_REFUSALS.includes(refused ?? ''));
  const served = able.filter(({ acknowledged }) => acknowledged.size > 0);
  return lostSales || served.length >= able.length * FEWEST_SERVED
    ? []
    : [`only ${served.length} of ${able.length} shoppers with a good card were served`];
};

/** Exact is not enough: a shop that cancels everything has exact books. */
const goodCardsBuy: Rule = ({ orders, entries }, { lostSales }) =>
  entries.flatMap(({ plan, acknowledged, cancelled }) => {
    const order = orders.find(({ id }) => acknowledged.has(id));
    if (!order) return [];
    const good = pays(plan);
    if (!good && isSold(order)) return [`order ${order.id} is ${order.status} without a card that pays`];
    if (cancelled && isSold(order))
      return [`order ${order.id} is ${order.status}, and its cancellation was acknowledged`];
    if (good && !plan.cancels && !lostSales && !isSold(order))
      return [`order ${order.id} is ${order.status}, its card was good`];
    return [];
  });

const RULES: readonly Rule[] = [
  everyAcknowledgedOrderExists,
  nobodyOrderedForAnother,
  ordersAreSettled,
  noStepTwice,
  moneyIsExact,
  refundsAddUp,
  whatGoesBackIsBack,
  stockIsExact,
  nothingWaits,
  deadLettersAreExplained,
  nothingNeededWentNowhere,
  everyMailOnce,
  shoppersAreServed,
  goodCardsBuy,
];
