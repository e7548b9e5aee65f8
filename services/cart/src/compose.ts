import path from 'node:path';
import { cartApi } from '@tessera/contracts/api/cart';
import type { EventBus } from '@tessera/messaging/event-bus';
import { startRelay } from '@tessera/messaging/sql-outbox';
import { type Authenticate, createAuthenticator } from '@tessera/service-kit/caller';
import type { Logger } from '@tessera/service-kit/logger';
import { createService } from '@tessera/service-kit/service';
import { productClient } from './adapters/product-client.ts';
import { redisCartRepository } from './adapters/redis-cart-repository.ts';
import { sqliteCartRepository } from './adapters/sqlite-cart-repository.ts';
import type { Config } from './config.ts';
import { problems } from './domain/cart-errors.ts';
import { onOrderPaid } from './events/on-order-paid.ts';
import { routes } from './http/routes.ts';
import { changeCart } from './use-cases/change-cart.ts';
import { checkOut } from './use-cases/check-out.ts';
import { mergeCarts } from './use-cases/merge-carts.ts';

interface Deps {
  readonly eventBus: EventBus;
  readonly logger: Logger;
  readonly clock: { now(): Date };
  readonly newId: () => string;
  readonly authenticate?: Authenticate;
}

const GUEST_CART_MS = 90 * 24 * 60 * 60 * 1000;

export async function compose(config: Config, deps: Deps) {
  const { eventBus, logger, clock, newId } = deps;
  const authenticate =
    deps.authenticate ??
    createAuthenticator({ jwksUrl: new URL('/.well-known/jwks.json', config.userServiceUrl), issuer: 'tessera' });
  const stored = { guestCartMs: GUEST_CART_MS, sent: () => relay.poke() };
  const carts = config.redisUrl
    ? await redisCartRepository({ ...stored, url: config.redisUrl, prefix: config.redisPrefix, logger })
    : sqliteCartRepository({ ...stored, file: path.join(config.dataDir, 'cart.sqlite'), clock });
  const relay = startRelay({ source: carts.outbox, bus: eventBus, logger });
  const catalogue = productClient(config.productServiceUrl);
  const checkOutCart = checkOut({ carts, clock, newId });
  await eventBus.subscribe({ queue: 'cart.orders', handlers: [onOrderPaid(checkOutCart)] });

  const app = createService({
    name: 'cart',
    logger,
    api: cartApi,
    problems,
    checks: { carts: () => carts.check() },
    degradedWithout: { events: () => eventBus.check() },
    routes: routes(
      {
        ...changeCart({ carts, catalogue }),
        mergeCarts: mergeCarts({ carts }),
        checkOut: checkOutCart,
      },
      authenticate,
    ),
  });

  return {
    app,
    async close() {
      await relay.close();
      await carts.close();
    },
  };
}
