import type { Entry } from '../shoppers/shopper.ts';

/** Everything that a case left behind, as the databases, the broker and the mailbox tell it. */
export interface Facts {
  readonly entries: readonly Entry[];
  readonly orders: readonly OrderFact[];
  readonly payments: readonly PaymentFact[];
  readonly products: readonly ProductFact[];
  readonly reservations: readonly { readonly orderId: string; readonly status: string }[];
  /** Events and tasks that wait, by the place where they do. */
  readonly waiting: Readonly<Record<string, number>>;
  /** Messages in dead-letter queues, by queue. */
  readonly dead: Readonly<Record<string, number>>;
  /** Events that no queue was bound for, by type. */
  readonly unrouted: Readonly<Record<string, number>>;
  readonly mails: readonly { readonly to: string; readonly subject: string }[];
}
export interface OrderFact {
  readonly id: string;
  readonly number: string;
  readonly guestId: string;
  readonly status: string;
  readonly total: number;
  readonly refunded: number;
  readonly lines: readonly Line[];
  /** What came back and was taken. */
  readonly returned: readonly Line[];
  readonly refunds: readonly { readonly amount: number; readonly status: string }[];
  readonly history: readonly string[];
}
interface Line {
  readonly productId: string;
  readonly quantity: number;
}
export interface PaymentFact {
  readonly orderId: string;
  readonly status: string;
  readonly amount: number;
  readonly captured: number;
  readonly refunded: number;
  /** The sum of its refunds, one by one. */
  readonly givenBack: number;
}
export interface ProductFact {
  readonly id: string;
  readonly before: number;
  readonly onHand: number;
  readonly reserved: number;
}

/** Goods of an order in one of these have left the shelf, and its money is ours. */
const SOLD = new Set(['paid', 'packed', 'shipped', 'delivered']);
export const isSold = ({ status, history }: OrderFact): boolean => SOLD.has(status) || history.includes('shipped');
/** Units that are with the shopper, or on their way: of one product, or of all. */
export const soldOf = (orders: readonly OrderFact[], productId?: string): number => {
  const count = (lines: readonly Line[]) =>
    sum(lines.filter((line) => !productId || line.productId === productId).map(({ quantity }) => quantity));
  return sum(orders.filter(isSold).map(({ lines, returned }) => count(lines) - count(returned)));
};
/** What the order service believes to have kept of the money. */
export const keptBy = (order: OrderFact): number => (isSold(order) ? order.total - order.refunded : 0);
export const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
