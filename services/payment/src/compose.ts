import { paymentApi } from '@tessera/contracts/api/payment';
import type { EventBus } from '@tessera/messaging/event-bus';
import { startRelay } from '@tessera/messaging/sql-outbox';
import { connectDatabase, migrate } from '@tessera/service-kit/database';
import type { Logger } from '@tessera/service-kit/logger';
import { periodically } from '@tessera/service-kit/periodic';
import { createService } from '@tessera/service-kit/service';
import type { Clock } from '@tessera/service-kit/system';
import { migrations } from '../migrations/index.ts';
import { createProviders } from './adapters/create-providers.ts';
import type { PaymentTables } from './adapters/payment-tables.ts';
import { createPostgresPaymentRepository } from './adapters/postgres-payment-repository.ts';
import { createPostgresRefundRepository } from './adapters/postgres-refund-repository.ts';
import { createProviderEvents } from './adapters/provider-events.ts';
import type { Config } from './config.ts';
import { orderCancelledSubscription } from './events/order-cancelled-subscription.ts';
import { mountPaymentRoutes, PROBLEMS } from './http/payment-routes.ts';
import { mountWebhookRoutes } from './http/webhook-routes.ts';
import { createConfirmPayment } from './use-cases/confirm-payment.ts';
import { createCreatePaymentMethod } from './use-cases/create-payment-method.ts';
import { createGiveBack } from './use-cases/give-back.ts';
import { createReconcileRefunds } from './use-cases/reconcile-refunds.ts';
import { createRefundPayment } from './use-cases/refund-payment.ts';
import { createRunDue } from './use-cases/run-due.ts';
import { createSettlePayment } from './use-cases/settle-payment.ts';
import { createStartPayment } from './use-cases/start-payment.ts';
import { createTakeWebhook } from './use-cases/take-webhook.ts';

/** No provider sends a message again after so long. */
const EVENTS_KEPT_MS = 30 * 86_400_000;

export interface Deps {
  readonly eventBus: EventBus;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly newId: () => string;
}

export async function compose(config: Config, { eventBus, logger, clock, newId }: Deps) {
  await migrate(config.databaseUrl, migrations);
  const database = connectDatabase<PaymentTables>(config.databaseUrl);
  const { db } = database;

  const relay = startRelay({ db, bus: eventBus, logger });
  const store = { db, clock, newId, onEvents: relay.poke };
  const payments = createPostgresPaymentRepository(store);
  const refunds = createPostgresRefundRepository(store);
  const events = createProviderEvents(db);
  const providers = createProviders(config, clock);

  const reconcileRefunds = createReconcileRefunds({ refunds, providers });
  const settlePayment = createSettlePayment({ payments, providers, reconcileRefunds, clock });
  const giveBack = createGiveBack({ payments, refunds, providers, reconcileRefunds, logger });
  const acting = { settlePayment, reconcileRefunds, giveBack };
  const takeWebhook = createTakeWebhook({ payments, refunds, events, providers, ...acting, logger });

  await eventBus.subscribe(orderCancelledSubscription(payments, newId));
  const forget = async () => {
    await payments.purgeMethods(clock.now());
    await events.purge(new Date(clock.now().getTime() - EVENTS_KEPT_MS));
  };
  const jobs = [
    periodically(500, createRunDue({ payments, refunds, settlePayment, giveBack, logger }), { name: 'due', logger }),
    periodically(3_600_000, forget, { name: 'forget', logger }),
  ];

  const app = createService({
    name: 'payment',
    logger,
    checks: { database: database.check },
    degradedWithout: { events: eventBus.check },
    problems: PROBLEMS,
    rawRoutes: (app) => mountWebhookRoutes(app, { providers: providers.webhooks.keys(), takeWebhook }),
    routes: (app) =>
      mountPaymentRoutes(app, {
        payments,
        options: providers.all.map(({ option }) => option),
        createPaymentMethod: createCreatePaymentMethod({ payments, providers, clock }),
        startPayment: createStartPayment({ payments, providers, newId, logger }),
        confirmPayment: createConfirmPayment({ payments, providers }),
        refundPayment: createRefundPayment({ payments, refunds, giveBack, logger }),
        settlePayment,
        logger,
      }),
    api: paymentApi,
  });

  return {
    app,
    async close() {
      await Promise.all(jobs.map((job) => job.close()));
      await relay.close();
      await database.close();
    },
  };
}
