import type { Notification, NotificationPreferences } from '@tessera/contracts/api/notification';
import type { EventEnvelope } from '@tessera/contracts/events/event';
import type { OutboxSource } from '@tessera/messaging/outbox-source';
import type { OutgoingMail } from './mail.ts';

/** Notifications that a feed keeps. */
export const FEED_LENGTH = 100;

export type NewNotification = Omit<Notification, 'read'>;

/** What one occurrence leads to. `once` names the occurrence: a second record of it changes nothing. */
export interface News {
  readonly once: string;
  readonly inApp?: { readonly userId: string; readonly notification: NewNotification };
  readonly mail?: OutgoingMail;
  readonly events: readonly EventEnvelope[];
}

interface Feed {
  readonly items: Notification[];
  readonly unread: number;
}

interface KnownOrder {
  readonly number: string;
  readonly userId: string | null;
}

export interface NotificationStore {
  /** All of it or nothing, and once. */
  record(news: News): Promise<void>;
  /** Newest first; `unread` counts the whole feed. */
  feed(userId: string, limit: number): Promise<Feed>;
  /** One, or all without an id. False when there is no such notification. */
  markRead(userId: string, id?: string): Promise<boolean>;
  preferences(userId: string): Promise<NotificationPreferences | undefined>;
  setPreferences(userId: string, preferences: NotificationPreferences): Promise<void>;
  rememberOrder(orderId: string, order: KnownOrder): Promise<void>;
  knownOrder(orderId: string): Promise<KnownOrder | undefined>;
  /** Mails that are due, kept from other takers for a minute. `attempts` counts this one. */
  takeMails(limit: number): Promise<{ mail: OutgoingMail; attempts: number }[]>;
  /** It is sent: forget it, and tell the others, in one step. */
  mailSent(id: string, event: EventEnvelope): Promise<void>;
  /** It was not sent: try again then, or never (it stays, for a person to look at). */
  postponeMail(id: string, until: Date | 'for-ever'): Promise<void>;
  /** Calls with the user's id when a feed changed, in whichever instance. */
  onChange(listener: (userId: string) => void): void;
  readonly outbox: OutboxSource;
  check(): Promise<void>;
  close(): Promise<void>;
}
