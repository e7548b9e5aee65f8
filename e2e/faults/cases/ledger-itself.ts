import { check } from '../ledger/check.ts';
import type { Facts } from '../ledger/facts.ts';
import { type Case, expectThat } from '../scene.ts';
import { planFor } from '../shoppers/crowd.ts';
import { buy, type Plan } from '../shoppers/shopper.ts';

type Change<T> = (item: T) => T;
const first = <T>(items: readonly T[], change: Change<T>): T[] =>
  items.map((item, at) => (at === 0 ? change(item) : item));

/** Each way to falsify exact books, by what it would mean. */
const CORRUPTIONS: Readonly<Record<string, (facts: Facts) => Facts>> = {
  'an acknowledged order is lost': (facts) => ({ ...facts, orders: facts.orders.slice(1) }),
  'an order exists twice': (facts) => ({ ...facts, orders: [...facts.orders, ...facts.orders.slice(0, 1)] }),
  'a key made a second order': (facts) => ({
    ...facts,
    orders: [...facts.orders, ...facts.orders.slice(0, 1).map((order) => ({ ...order, id: 'another' }))],
  }),
  'an order that nobody asked for': (facts) => ({
    ...facts,
    orders: first(facts.orders, (order) => ({ ...order, guestId: 'nobody' })),
  }),
  'an order that was never settled': (facts) => ({
    ...facts,
    orders: first(facts.orders, (order) => ({ ...order, status: 'pending-payment' })),
  }),
  'a step taken twice': (facts) => ({
    ...facts,
    orders: first(facts.orders, (order) => ({ ...order, history: [...order.history, 'paid'] })),
  }),
  'a payment that was not taken': (facts) => ({
    ...facts,
    payments: first(facts.payments, (each) => ({ ...each, captured: 0 })),
  }),
  'a second charge': (facts) => ({ ...facts, payments: [...facts.payments, ...facts.payments.slice(0, 1)] }),
  'a cent too much given back': (facts) => ({
    ...facts,
    payments: first(facts.payments, (each) => ({ ...each, refunded: 1, givenBack: 1 })),
  }),
  'a refund that no row explains': (facts) => ({
    ...facts,
    payments: first(facts.payments, (each) => ({ ...each, givenBack: each.refunded + 1 })),
  }),
  'a charge for an order that does not exist': (facts) => ({
    ...facts,
    payments: [...facts.payments, { ...(facts.payments[0] as Facts['payments'][number]), orderId: 'none' }],
  }),
  'a refund that was promised and never given': (facts) => ({
    ...facts,
    orders: facts.orders.map((order) => ({
      ...order,
      refunds: order.refunds.map((each) => ({ ...each, status: 'asked' })),
    })),
  }),
  'money for a return that was never given': (facts) => ({
    ...facts,
    orders: facts.orders.map((order) => (order.returned.length > 0 ? { ...order, refunded: 0 } : order)),
  }),
  'goods that came back and are on no shelf': (facts) => ({
    ...facts,
    orders: facts.orders.map((order) => ({ ...order, returned: [] })),
  }),
  'a unit that vanished': (facts) => ({
    ...facts,
    products: first(facts.products, (each) => ({ ...each, onHand: each.onHand - 1 })),
  }),
  'a unit sold twice': (facts) => ({
    ...facts,
    products: first(facts.products, (each) => ({ ...each, onHand: each.onHand + 1 })),
  }),
  'a unit reserved for ever': (facts) => ({
    ...facts,
    products: first(facts.products, (each) => ({ ...each, reserved: 1 })),
  }),
  'an event left in an outbox': (facts) => ({ ...facts, waiting: { ...facts.waiting, 'outbox of order': 1 } }),
  'a dead letter': (facts) => ({ ...facts, dead: { 'product.orders.dead': 1 } }),
  'an event that reached nobody': (facts) => ({ ...facts, unrouted: { ...facts.unrouted, 'order.paid': 1 } }),
  'a mail sent twice': (facts) => ({ ...facts, mails: [...facts.mails, ...facts.mails] }),
  'no mail at all': (facts) => ({ ...facts, mails: [] }),
  'a shop that refuses everybody': (facts) => ({
    ...facts,
    orders: [],
    payments: [],
    mails: [],
    products: facts.products.map((each) => ({ ...each, onHand: each.before })),
    entries: facts.entries.map((entry) => ({ ...entry, acknowledged: new Set<string>(), refused: 'internal-error' })),
  }),
  'a good card that bought nothing': (facts) => ({
    ...facts,
    orders: first(facts.orders, (order) => ({
      ...order,
      status: 'cancelled',
      history: ['pending-payment', 'paid', 'cancelled'],
    })),
  }),
};

export const ledgerItself: readonly Case[] = [
  {
    name: 'ledger-itself',
    title: 'Exact books, falsified in every way, are found to be false each time',
    short: true,
    async play(scene) {
      const shelf = await scene.shelf([10]);
      const lines = [{ productId: shelf.products[0]?.id ?? '', quantity: 2 }];
      const wishes: Partial<Plan>[] = [{}, {}, { lines, sendsBack: 1 }, { getsBack: 90 }];
      const entries = await Promise.all(
        wishes.map((wish) => buy(scene.shop, planFor(shelf, scene.random, wish), scene.random)),
      );
      const facts = await scene.settle(shelf, entries);
      const back = entries.map(({ sentBack = 0, gotBack = 0 }) => sentBack + gotBack);
      expectThat(back.join() === '0,0,1,90', `it went back: ${back.join()}`);
      const missed = Object.entries(CORRUPTIONS).filter(([, corrupt]) => check(corrupt(facts)).length === 0);
      expectThat(missed.length === 0, `the ledger did not see: ${missed.map(([what]) => what).join(', ')}`);
      scene.note(`${Object.keys(CORRUPTIONS).length} falsifications, all seen`);
    },
  },
];
