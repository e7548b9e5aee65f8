import path from 'node:path';
import { notificationApi } from '@tessera/contracts/api/notification';
import type { EventBus } from '@tessera/messaging/event-bus';
import { startRelay } from '@tessera/messaging/sql-outbox';
import { type Authenticate, createAuthenticator } from '@tessera/service-kit/caller';
import type { Logger } from '@tessera/service-kit/logger';
import { periodically } from '@tessera/service-kit/periodic';
import { createService } from '@tessera/service-kit/service';
import { redisNotificationStore } from './adapters/redis-notification-store.ts';
import { smtpMailer } from './adapters/smtp-mailer.ts';
import { sqliteMailbox } from './adapters/sqlite-mailbox.ts';
import { sqliteNotificationStore } from './adapters/sqlite-notification-store.ts';
import type { Config } from './config.ts';
import type { Mailer } from './domain/mail.ts';
import { problems } from './domain/notification-errors.ts';
import { onOrderEvent } from './events/on-order-event.ts';
import { onPaymentFailed } from './events/on-payment-failed.ts';
import { onUserRegistered } from './events/on-user-registered.ts';
import { mountMailbox } from './http/mailbox-routes.ts';
import { routes } from './http/routes.ts';
import { createStreams } from './http/streams.ts';
import { deliverMails } from './use-cases/deliver-mails.ts';
import { tellShopper } from './use-cases/tell-shopper.ts';

interface Deps {
  readonly eventBus: EventBus;
  readonly logger: Logger;
  readonly clock: { now(): Date };
  readonly newId: () => string;
  readonly authenticate?: Authenticate;
  readonly mailer?: Mailer;
}

const MAIL_POLL_MS = 1_000;

export async function compose(config: Config, deps: Deps) {
  const { eventBus, logger, clock, newId } = deps;
  const { redisUrl, redisPrefix, smtpUrl, dataDir, publicOrigin } = config;
  const authenticate =
    deps.authenticate ??
    createAuthenticator({ jwksUrl: new URL('/.well-known/jwks.json', config.userServiceUrl), issuer: 'tessera' });
  const store = redisUrl
    ? await redisNotificationStore({ url: redisUrl, prefix: redisPrefix, clock, logger })
    : sqliteNotificationStore({ file: path.join(dataDir, 'notification.sqlite'), clock });
  const mailbox = smtpUrl ? undefined : sqliteMailbox({ file: path.join(dataDir, 'mailbox.sqlite'), clock });
  const mailer = deps.mailer ?? mailbox ?? smtpMailer({ url: smtpUrl ?? '', from: config.mailFrom });

  const relay = startRelay({ source: store.outbox, bus: eventBus, logger });
  const send = deliverMails({ store, mailer, logger, clock, newId, wake: relay.poke });
  const delivery = periodically(MAIL_POLL_MS, send, { name: 'deliver-mails', logger });
  delivery.poke();
  const wake = () => {
    relay.poke();
    delivery.poke();
  };
  const tell = tellShopper({ store, clock, newId, wake });
  await eventBus.subscribe({
    queue: 'notification.news',
    handlers: [
      ...onOrderEvent({ store, tell, publicOrigin }),
      onPaymentFailed({ store, tell }),
      onUserRegistered({ tell }),
    ],
  });

  const streams = createStreams({ store, logger });
  const app = createService({
    name: 'notification',
    logger,
    api: notificationApi,
    problems,
    checks: { store: () => store.check() },
    degradedWithout: { events: () => eventBus.check() },
    routes: (app) => {
      routes({ store, streams, authenticate })(app);
      if (mailbox) mountMailbox(app, mailbox, publicOrigin);
    },
  });

  return {
    app,
    async close() {
      await delivery.close();
      await relay.close();
      await mailer.close();
      await store.close();
    },
  };
}
