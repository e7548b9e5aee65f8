import { paymentFailed } from '@tessera/contracts/events/payment-failed';
import { paymentRefundFailed } from '@tessera/contracts/events/payment-refund-failed';
import { paymentRefunded } from '@tessera/contracts/events/payment-refunded';
import { paymentSucceeded } from '@tessera/contracts/events/payment-succeeded';
import { stockReleased } from '@tessera/contracts/events/stock-released';
import { on, type Subscription, UnusableEvent } from '@tessera/messaging/event-bus';
import { DomainError } from '@tessera/service-kit/problem-error';
import type { OrderRepository } from '../domain/order-repository.ts';

/** What the order service learns from others. An event of an order that is not ours to know changes nothing. */
export const orderSubscription = (orders: OrderRepository): Subscription => ({
  queue: 'order.payments-and-stock',
  handlers: [
    on(paymentSucceeded, async ({ orderId, paymentId, amount }, envelope) => {
      await orders.change(orderId, { type: 'payment-succeeded', paymentId, amount }, envelope).catch(forAnOperator);
    }),
    on(paymentFailed, async ({ orderId, paymentId, message }, envelope) => {
      await orders.change(orderId, { type: 'payment-failed', paymentId, message }, envelope);
    }),
    on(paymentRefunded, async ({ orderId, refunded, refundVersion }, envelope) => {
      await orders.change(orderId, { type: 'payment-refunded', refunded, refundVersion }, envelope);
    }),
    on(paymentRefundFailed, async ({ orderId, ...failed }, envelope) => {
      await orders.change(orderId, { type: 'refund-failed', ...failed }, envelope);
    }),
    on(stockReleased, async ({ orderId, reason }, envelope) => {
      // `cancelled` only echoes our own cancellation.
      if (reason !== 'cancelled') await orders.change(orderId, { type: `stock-${reason}` }, envelope);
    }),
  ],
});

function forAnOperator(error: unknown): never {
  const final = error instanceof DomainError && error.code === 'payment-mismatch';
  throw final ? new UnusableEvent(error.message, { cause: error }) : error;
}
