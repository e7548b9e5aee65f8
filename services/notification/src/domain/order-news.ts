import type { Order } from '@tessera/contracts/api/order';
import { formatMoney } from '@tessera/contracts/format-money';

/** What an order's next step says to the shopper, on each channel that it is worth. */
export interface OrderNews {
  readonly title: string;
  readonly body: string;
  /** Absent: not worth a mail. */
  readonly subject?: string;
  /** Tells apart what happens to an order more than once. */
  readonly occasion?: string;
  /** Goes out whatever the preferences say. */
  readonly always: boolean;
}

/** By event type. A step that is not here is not news. */
export const orderNews: Readonly<Record<string, (order: Order) => OrderNews>> = {
  'order.paid': ({ number }) => ({
    subject: `Your order ${number} is confirmed`,
    title: 'Thank you for your order',
    body: `We have your payment and are getting order ${number} ready. We will write again when it is on its way.`,
    always: true,
  }),
  'order.shipped': ({ number, tracking }) => ({
    subject: `Your order ${number} is on its way`,
    title: 'Your order is on its way',
    body: [`Order ${number} has left our house and is on its way to you.`, tracking && howToFollow(tracking)]
      .filter(Boolean)
      .join(' '),
    always: false,
  }),
  'order.delivered': ({ number }) => ({
    title: 'Your order has arrived',
    body: `Order ${number} was delivered. Enjoy it!`,
    always: false,
  }),
  'order.cancelled': ({ number, reason, history }) => {
    const paid = history.some(({ status }) => status === 'paid');
    const money = paid ? 'We are sending your money back.' : 'You were not charged.';
    return {
      subject: `Your order ${number} was cancelled`,
      title: 'Your order was cancelled',
      body: [`Order ${number} was cancelled.`, reason && sentence(reason), money].filter(Boolean).join(' '),
      always: false,
    };
  },
  'order.returned': ({ number, returns }) => ({
    title: 'Your return has arrived',
    body: `We have what you sent back of order ${number}. Thank you: your money follows.`,
    occasion: returns.filter(({ status }) => status === 'received').at(-1)?.id,
    always: false,
  }),
  'order.refunded': (order) =>
    order.status === 'refunded'
      ? {
          subject: `The money for your order ${order.number} is on its way back`,
          title: 'Your money is on its way back',
          body: `We have refunded order ${order.number}. ${WHEN}`,
          occasion: order.refundVersion?.toString(),
          always: false,
        }
      : partlyRefunded(order),
};

const WHEN = 'Depending on your bank it takes a few days to arrive.';

function partlyRefunded({ number, refunded, refundVersion, total }: Order): OrderNews {
  const amount = formatMoney(refunded ?? { ...total, amount: 0 });
  return {
    subject: `Some of the money for your order ${number} is on its way back`,
    title: 'Some of your money is on its way back',
    body: `Of the ${formatMoney(total)} for order ${number} we have given back ${amount} in all. ${WHEN}`,
    // As much may go back again when a bank has sent it back.
    occasion: refundVersion?.toString() ?? amount,
    always: false,
  };
}

const howToFollow = ({ carrier, number, url }: NonNullable<Order['tracking']>) =>
  [`${carrier} brings it under the number ${number}.`, url && `Follow it: ${url}`].filter(Boolean).join(' ');

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
