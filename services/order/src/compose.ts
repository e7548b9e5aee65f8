import { orderApi } from '@tessera/contracts/api/order';
import type { EventBus } from '@tessera/messaging/event-bus';
import { startRelay } from '@tessera/messaging/sql-outbox';
import { createAuthenticator } from '@tessera/service-kit/caller';
import { type ConcurrencyLimit, createConcurrencyLimit } from '@tessera/service-kit/concurrency-limit';
import { connectDatabase, migrate } from '@tessera/service-kit/database';
import type { Logger } from '@tessera/service-kit/logger';
import { periodically } from '@tessera/service-kit/periodic';
import { createService } from '@tessera/service-kit/service';
import type { Clock } from '@tessera/service-kit/system';
import { migrations } from '../migrations/index.ts';
import { createJoseOrderLinks } from './adapters/jose-order-links.ts';
import type { OrderTables } from './adapters/order-tables.ts';
import { createPaymentGateway } from './adapters/payment-gateway.ts';
import { createProductCatalogue } from './adapters/product-catalogue.ts';
import { createSqlIdempotency } from './adapters/sql-idempotency.ts';
import { createSqlOrderRepository } from './adapters/sql-order-repository.ts';
import { createSqlPaymentTasks } from './adapters/sql-payment-tasks.ts';
import type { Config } from './config.ts';
import { orderSubscription } from './events/order-subscription.ts';
import { createOrderAccess } from './http/order-access.ts';
import { mountOrderRoutes } from './http/order-routes.ts';
import { createOrderStreams } from './http/order-streams.ts';
import { PROBLEMS } from './http/problems.ts';
import { createCatchUpWithPayment } from './use-cases/catch-up-with-payment.ts';
import { createConfirmPayment } from './use-cases/confirm-payment.ts';
import { createExpireUnpaidOrders } from './use-cases/expire-unpaid-orders.ts';
import { createFulfilDemoOrders } from './use-cases/fulfil-demo-orders.ts';
import { createOnlyOnce } from './use-cases/only-once.ts';
import { createPlaceOrder } from './use-cases/place-order.ts';
import { createRefundOrder } from './use-cases/refund-order.ts';
import { createRequestReturn } from './use-cases/request-return.ts';
import { createRunPaymentTasks } from './use-cases/run-payment-tasks.ts';
import { createStartPayment, createStartPaymentOrLater } from './use-cases/start-payment.ts';

export interface Deps {
  readonly eventBus: EventBus;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly taskPauseMs?: number;
  readonly limit?: ConcurrencyLimit;
}
/** Orders wait for databases and other services: more would only wait longer. */
const LEAST_AT_ONCE = 8;
/** How long a key is remembered. */
const KEY_LIFE_MS = 7 * 24 * 3_600_000;

export async function compose(config: Config, { eventBus, logger, clock, newId, taskPauseMs = 1_000, ...deps }: Deps) {
  const { limit = createConcurrencyLimit({ least: LEAST_AT_ONCE }) } = deps;
  await migrate(config.databaseUrl, migrations);
  const database = connectDatabase<OrderTables>(config.databaseUrl);
  const { db } = database;

  const relay = startRelay({ db, bus: eventBus, logger });
  const links = createJoseOrderLinks({ secret: config.orderLinkSecret, clock });
  const orders = createSqlOrderRepository({ db, clock, newId, issueLink: links.issue, onEvents: relay.poke });
  const idempotency = createSqlIdempotency({ db, clock, newId });
  const tasks = createSqlPaymentTasks({ db, clock });
  const catalogue = createProductCatalogue(config.productServiceUrl);
  const payments = createPaymentGateway(config.paymentServiceUrl);

  const startPayment = createStartPayment({ orders, payments });
  const startPaymentOrLater = createStartPaymentOrLater({ orders, payments, logger });
  const onlyOnce = createOnlyOnce({ idempotency, newId });
  const placeOrder = createPlaceOrder({
    onlyOnce,
    idempotency,
    catalogue,
    orders,
    startPayment: startPaymentOrLater,
    clock,
    logger,
  });
  const confirmPayment = createConfirmPayment({ orders, payments });
  const catchUpWithPayment = createCatchUpWithPayment({ orders, payments, logger });
  const refundOrder = createRefundOrder({ onlyOnce, orders });
  const requestReturn = createRequestReturn({ onlyOnce, orders });
  const runPaymentTasks = createRunPaymentTasks({ tasks, orders, payments, startPayment, logger });

  await eventBus.subscribe(orderSubscription(orders));
  const forgetOldKeys = () => idempotency.purge(new Date(clock.now().getTime() - KEY_LIFE_MS));
  const jobs = [
    periodically(taskPauseMs, runPaymentTasks, { name: 'payment-tasks', logger }),
    periodically(30_000, createExpireUnpaidOrders({ orders, clock }), { name: 'expire-unpaid-orders', logger }),
    periodically(3_600_000, forgetOldKeys, { name: 'forget-old-keys', logger }),
  ];
  if (config.demoFulfilmentSeconds !== null) {
    const fulfil = createFulfilDemoOrders({ orders, clock, secondsPerStep: config.demoFulfilmentSeconds });
    jobs.push(periodically(1_000, fulfil, { name: 'demo-fulfilment', logger }));
  }

  const jwksUrl = new URL('/.well-known/jwks.json', config.userServiceUrl);
  const authenticate = createAuthenticator({ jwksUrl, issuer: 'tessera' });
  const streams = createOrderStreams({ orders, logger, limit: config.streamLimit });
  const app = createService({
    name: 'order',
    logger,
    checks: { database: database.check },
    degradedWithout: { events: eventBus.check },
    problems: PROBLEMS,
    limit,
    routes: (app) => {
      const access = { links, newId, authenticate };
      const useCases = { placeOrder, confirmPayment, catchUpWithPayment, refundOrder, requestReturn };
      mountOrderRoutes(app, { orders, idempotency, ...useCases, streams, access: createOrderAccess(access) });
    },
    api: orderApi,
  });

  return {
    app,
    async close() {
      streams.close();
      await Promise.all(jobs.map((job) => job.close()));
      await relay.close();
      await database.close();
    },
  };
}
