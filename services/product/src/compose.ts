import { productApi } from '@tessera/contracts/api/product';
import type { EventBus } from '@tessera/messaging/event-bus';
import { startRelay } from '@tessera/messaging/sql-outbox';
import { type Authenticate, createAuthenticator } from '@tessera/service-kit/caller';
import { connectDatabase, migrate } from '@tessera/service-kit/database';
import type { Logger } from '@tessera/service-kit/logger';
import { periodically } from '@tessera/service-kit/periodic';
import { createService } from '@tessera/service-kit/service';
import { loadDemoProducts } from '../demo/load-demo-products.ts';
import { products as productTables } from '../migrations/2026-11-20-products.ts';
import { outboxSequence } from '../migrations/2026-11-21-outbox-sequence.ts';
import { creations } from '../migrations/2026-11-22-creations.ts';
import { expiredReservations } from '../migrations/2026-11-23-expired-reservations.ts';
import { createCache } from './adapters/cache.ts';
import { cachedCatalogue, keysOfStock } from './adapters/cached-catalogue.ts';
import { memoryCacheStore } from './adapters/memory-cache-store.ts';
import { postgresCatalogue } from './adapters/postgres-catalogue.ts';
import { postgresProductRepository } from './adapters/postgres-product-repository.ts';
import { postgresStockTransactions } from './adapters/postgres-stock-ledger.ts';
import { redisCacheStore } from './adapters/redis-cache-store.ts';
import type { Tables } from './adapters/tables.ts';
import type { Config } from './config.ts';
import { problems } from './domain/product-errors.ts';
import { productEvents } from './domain/product-events.ts';
import { onCatalogueChanged } from './events/on-catalogue-changed.ts';
import { onOrderCancelled } from './events/on-order-cancelled.ts';
import { onOrderPaid } from './events/on-order-paid.ts';
import { onOrderReturned } from './events/on-order-returned.ts';
import { routes } from './http/routes.ts';
import { browseCatalogue } from './use-cases/browse-catalogue.ts';
import { manageProducts } from './use-cases/manage-products.ts';
import { releaseExpired } from './use-cases/release-expired.ts';
import { reserveStock } from './use-cases/reserve-stock.ts';
import { settlements, settleReservation } from './use-cases/settle-reservation.ts';

interface Deps {
  readonly eventBus: EventBus;
  readonly logger: Logger;
  readonly clock: { now(): Date };
  readonly newId: () => string;
  readonly authenticate?: Authenticate;
  readonly sweepPauseMs?: number;
}

export async function compose(config: Config, deps: Deps) {
  const { eventBus, logger, clock, newId, sweepPauseMs = 5_000 } = deps;
  const authenticate =
    deps.authenticate ??
    createAuthenticator({ jwksUrl: new URL('/.well-known/jwks.json', config.userServiceUrl), issuer: 'tessera' });
  await migrate(config.databaseUrl, {
    '2026-11-20-products': productTables,
    '2026-11-21-outbox-sequence': outboxSequence,
    '2026-11-22-creations': creations,
    '2026-11-23-expired-reservations': expiredReservations,
  });
  const { db, check, close } = connectDatabase<Tables>(config.databaseUrl);
  const relay = startRelay({ db, bus: eventBus, logger });

  const events = productEvents({ clock, newId });
  const { redisUrl: url, redisPrefix: prefix } = config;
  const store = url ? redisCacheStore({ url, prefix, logger }) : memoryCacheStore(clock);
  const cache = createCache('catalogue', { store, logger });
  const stockMoved = (ids: readonly string[]) => (ids.length > 0 ? cache.forget(keysOfStock(ids)) : Promise.resolve());
  const catalogue = cachedCatalogue(postgresCatalogue(db), cache);
  const products = postgresProductRepository(db, async () => {
    relay.poke();
    await cache.forgetAll();
  });
  const stock = postgresStockTransactions(db, async (ids) => {
    relay.poke();
    await stockMoved(ids);
  });
  const settle = settlements(events);

  if (config.demoData) await loadDemoProducts(db, events, clock);
  await cache.forgetAll();
  await eventBus.subscribe({
    queue: 'product.orders',
    handlers: [onOrderPaid({ stock, settle, logger }), onOrderCancelled({ stock, settle }), onOrderReturned({ stock })],
  });
  await eventBus.subscribe({
    queue: 'product.cache',
    handlers: onCatalogueChanged({ stockMoved, productsChanged: () => cache.forgetAll() }),
  });
  const sweeper = periodically(sweepPauseMs, releaseExpired({ stock, events, clock }), {
    name: 'release-expired',
    logger,
  });

  const app = createService({
    name: 'product',
    logger,
    api: productApi,
    problems,
    checks: { database: check },
    degradedWithout: { events: () => eventBus.check() },
    routes: routes(
      {
        ...browseCatalogue({ catalogue }),
        ...manageProducts({ products, events, clock }),
        ...settleReservation({ stock, events }),
        reserveStock: reserveStock({ stock, events }),
      },
      authenticate,
    ),
  });

  return {
    app,
    async close() {
      await sweeper.close();
      await relay.close();
      await cache.close();
      await close();
    },
  };
}
