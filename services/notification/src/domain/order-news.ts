import type { Order } from '@tessera/contracts/api/order';

/** What an order's next step says to the shopper, on each channel that it is worth. */
export interface OrderNews {
  readonly title: string;
  readonly body: string;
  /** Absent: not worth a mail. */
  readonly subject?: string;
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
  'order.shipped': ({ number }) => ({
    subject: `Your order ${number} is on its way`,
    title: 'Your order is on its way',
    body: `Order ${number} has left our house and is on its way to you.`,
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
  'order.refunded': ({ number }) => ({
    subject: `The money for your order ${number} is on its way back`,
    title: 'Your money is on its way back',
    body: `We have refunded order ${number}. Depending on your bank it takes a few days to arrive.`,
    always: false,
  }),
};

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
