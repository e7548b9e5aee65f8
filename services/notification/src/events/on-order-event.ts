import type { EventEnvelope } from '@tessera/contracts/events/event';
import { orderCancelled } from '@tessera/contracts/events/order-cancelled';
import type { orderData } from '@tessera/contracts/events/order-data';
import { orderDelivered } from '@tessera/contracts/events/order-delivered';
import { orderPaid } from '@tessera/contracts/events/order-paid';
import { orderPlaced } from '@tessera/contracts/events/order-placed';
import { orderRefunded } from '@tessera/contracts/events/order-refunded';
import { orderReturned } from '@tessera/contracts/events/order-returned';
import { orderShipped } from '@tessera/contracts/events/order-shipped';
import { type Handler, on } from '@tessera/messaging/event-bus';
import type { z } from 'zod';
import type { NotificationStore } from '../domain/notification-store.ts';
import { orderNews } from '../domain/order-news.ts';
import { defaultPreferences } from '../domain/preferences.ts';
import { orderMail } from '../mails/order-mail.ts';
import type { TellShopper } from '../use-cases/tell-shopper.ts';

interface Deps {
  readonly store: NotificationStore;
  readonly tell: TellShopper;
  readonly publicOrigin: string;
}

/** Each step of an order that is news, told once on the channels that the shopper wants. */
export function onOrderEvent({ store, tell, publicOrigin }: Deps): Handler[] {
  const handle = async ({ order, userId, access }: z.infer<typeof orderData>, { id, type }: EventEnvelope) => {
    const news = orderNews[type]?.(order);
    if (!news) return;
    const { orderUpdatesByEmail, orderUpdatesInApp } =
      (userId && (await store.preferences(userId))) || defaultPreferences;
    const { title, body, subject, occasion, always } = news;
    await tell({
      once: [type, order.id, occasion].filter(Boolean).join(':'),
      cause: id,
      userId,
      ...(always || orderUpdatesInApp ? { inApp: { title, body, href: `/orders/${order.id}` } } : {}),
      ...(subject && (always || orderUpdatesByEmail)
        ? { mail: orderMail({ subject, title, body }, order, { origin: publicOrigin, access }) }
        : {}),
    });
  };
  return [
    on(orderPlaced, ({ order, userId }) => store.rememberOrder(order.id, { number: order.number, userId })),
    ...[orderPaid, orderShipped, orderDelivered, orderCancelled, orderReturned, orderRefunded].map((event) =>
      on(event, handle),
    ),
  ];
}
