import { notificationSent } from '@tessera/contracts/events/notification-sent';
import { createEnvelope } from '@tessera/messaging/create-envelope';
import type { Mail } from '../domain/mail.ts';
import type { NotificationStore } from '../domain/notification-store.ts';

interface Deps {
  readonly store: NotificationStore;
  readonly clock: { now(): Date };
  readonly newId: () => string;
  /** There is something to publish and, perhaps, to mail. */
  readonly wake: () => void;
}

interface Message {
  /** Names the occurrence: the same one is told once. */
  readonly once: string;
  /** The event that made us. */
  readonly cause: string;
  /** Null for a guest, who has mails only. */
  readonly userId: string | null;
  readonly inApp?: { readonly title: string; readonly body: string; readonly href?: string };
  readonly mail?: Omit<Mail, 'id'>;
}

export type TellShopper = (message: Message) => Promise<void>;

/** Puts a notification into the shopper's feed and a mail into the queue, both or neither, once for each occurrence. */
export const tellShopper =
  ({ store, clock, newId, wake }: Deps): TellShopper =>
  async ({ once, cause, userId, inApp, mail }) => {
    const at = clock.now();
    const notification = inApp && userId ? { ...inApp, id: newId(), at: at.toISOString() } : undefined;
    if (!notification && !mail) return;
    await store.record({
      once,
      ...(notification && userId ? { inApp: { userId, notification } } : {}),
      ...(mail ? { mail: { ...mail, id: newId(), userId, cause } } : {}),
      events: notification
        ? [
            createEnvelope(notificationSent, {
              source: '/services/notification',
              subject: notification.id,
              data: { notificationId: notification.id, userId, channel: 'in-app', cause },
              id: newId(),
              time: at,
            }),
          ]
        : [],
    });
    wake();
  };
