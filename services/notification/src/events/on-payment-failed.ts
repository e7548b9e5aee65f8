import { paymentFailed } from '@tessera/contracts/events/payment-failed';
import { type Handler, on } from '@tessera/messaging/event-bus';
import type { NotificationStore } from '../domain/notification-store.ts';
import type { TellShopper } from '../use-cases/tell-shopper.ts';

/** Tells a signed-in shopper that the payment did not go through. A guest sees it on the order's page. */
export const onPaymentFailed = ({ store, tell }: { store: NotificationStore; tell: TellShopper }): Handler =>
  on(paymentFailed, async ({ paymentId, orderId, message }, { id }) => {
    const order = await store.knownOrder(orderId);
    // It overtook `order.placed`: it comes again a little later.
    if (!order) throw new Error(`Order ${orderId} is not known yet`);
    await tell({
      once: `payment.failed:${paymentId}`,
      cause: id,
      userId: order.userId,
      inApp: {
        title: 'Your payment did not go through',
        body: `Order ${order.number}: ${message}`,
        href: `/orders/${orderId}`,
      },
    });
  });
