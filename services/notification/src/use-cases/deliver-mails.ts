import { notificationSent } from '@tessera/contracts/events/notification-sent';
import { createEnvelope } from '@tessera/messaging/create-envelope';
import type { Logger } from '@tessera/service-kit/logger';
import type { Mailer, OutgoingMail } from '../domain/mail.ts';
import type { NotificationStore } from '../domain/notification-store.ts';

const BATCH = 20;
/** With pauses that double from one second to a quarter of an hour, that is about three hours. */
const ATTEMPTS = 20;
const MAX_PAUSE_MS = 900_000;

interface Deps {
  readonly store: NotificationStore;
  readonly mailer: Mailer;
  readonly logger: Logger;
  readonly clock: { now(): Date };
  readonly newId: () => string;
  readonly wake: () => void;
}

/** Sends all mails that are due. One that fails is tried again later; the others do not wait for it. */
export function deliverMails({ store, mailer, logger, clock, newId, wake }: Deps): () => Promise<void> {
  const postpone = (id: string, attempts: number) => {
    const pause = Math.min(1_000 * 2 ** attempts, MAX_PAUSE_MS);
    return store.postponeMail(id, attempts >= ATTEMPTS ? 'for-ever' : new Date(clock.now().getTime() + pause));
  };
  const deliver = async (mail: OutgoingMail, attempts: number) => {
    try {
      await mailer.send(mail);
    } catch (error) {
      logger[attempts >= ATTEMPTS ? 'error' : 'warn']({ err: error, mail: mail.id, attempts }, 'mail not sent');
      return postpone(mail.id, attempts);
    }
    const sent = createEnvelope(notificationSent, {
      source: '/services/notification',
      subject: mail.id,
      data: { notificationId: mail.id, userId: mail.userId, channel: 'email', cause: mail.cause },
      id: newId(),
      time: clock.now(),
    });
    await store.mailSent(mail.id, sent);
    wake();
  };
  return async () => {
    let taken: number;
    do {
      const mails = await store.takeMails(BATCH);
      await Promise.all(mails.map(({ mail, attempts }) => deliver(mail, attempts)));
      taken = mails.length;
    } while (taken === BATCH);
  };
}
