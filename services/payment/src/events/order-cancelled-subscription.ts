import { orderCancelled } from '@tessera/contracts/events/order-cancelled';
import { on, type Subscription } from '@tessera/messaging/event-bus';
import type { PaymentRepository } from '../domain/payment-repository.ts';

/** A cancelled order is not paid any more: what was taken goes back, what was not never will be. */
export const orderCancelledSubscription = (payments: PaymentRepository, newId: () => string): Subscription => ({
  queue: 'payment.order-cancelled',
  handlers: [
    on(orderCancelled, ({ order }, envelope) =>
      payments.cancel({ orderId: order.id, amount: order.total, paymentId: newId() }, envelope),
    ),
  ],
});
