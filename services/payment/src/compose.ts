import { paymentApi } from '@tessera/contracts/api/payment';
import type { EventBus } from '@tessera/messaging/event-bus';
import { startRelay } from '@tessera/messaging/sql-outbox';
import { connectDatabase, migrate } from '@tessera/service-kit/database';
import type { Logger } from '@tessera/service-kit/logger';
import { periodically } from '@tessera/service-kit/periodic';
import { createService } from '@tessera/service-kit/service';
import type { Clock } from '@tessera/service-kit/system';
import { migrations } from '../migrations/index.ts';
import type { PaymentTables } from './adapters/payment-tables.ts';
import { createPostgresPaymentRepository } from './adapters/postgres-payment-repository.ts';
import { createSandboxProvider } from './adapters/sandbox-provider.ts';
import type { Config } from './config.ts';
import { orderCancelledSubscription } from './events/order-cancelled-subscription.ts';
import { mountPaymentRoutes, PROBLEMS } from './http/payment-routes.ts';
import { createConfirmPayment } from './use-cases/confirm-payment.ts';
import { createCreatePaymentMethod } from './use-cases/create-payment-method.ts';
import { createRefundPayment } from './use-cases/refund-payment.ts';
import { createRunDuePayments } from './use-cases/run-due-payments.ts';
import { createStartPayment } from './use-cases/start-payment.ts';

export interface Deps {
  readonly eventBus: EventBus;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly newId: () => string;
}

export async function compose(config: Config, { eventBus, logger, clock, newId }: Deps) {
  const database = connectDatabase<PaymentTables>(config.databaseUrl);
  const { db } = database;
  await migrate(db, migrations);

  const relay = startRelay({ db, bus: eventBus, logger });
  const payments = createPostgresPaymentRepository({ db, clock, newId, onEvents: relay.poke });
  const provider = createSandboxProvider(clock);
  const createPaymentMethod = createCreatePaymentMethod({ payments, provider, clock });
  const startPayment = createStartPayment({ payments, provider, newId, logger });
  const confirmPayment = createConfirmPayment({ payments, provider });
  const refundPayment = createRefundPayment({ payments, provider });
  const runDuePayments = createRunDuePayments({ payments, provider, refundPayment, logger });

  await eventBus.subscribe(orderCancelledSubscription(payments, newId));
  const jobs = [
    periodically(500, runDuePayments, { name: 'due-payments', logger }),
    periodically(3_600_000, () => payments.purgeMethods(clock.now()), { name: 'purge-payment-methods', logger }),
  ];

  const app = createService({
    name: 'payment',
    logger,
    checks: { database: database.check, events: eventBus.check },
    problems: PROBLEMS,
    routes: (app) =>
      mountPaymentRoutes(app, { payments, createPaymentMethod, startPayment, confirmPayment, refundPayment }),
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
