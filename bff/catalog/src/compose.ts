import { productApi } from '@tessera/contracts/api/product';
import { createClient } from '@tessera/service-kit/api-client';
import { createBff } from '@tessera/service-kit/bff/app';
import type { Logger } from '@tessera/service-kit/logger';
import type { Config } from './config.ts';
import { routes } from './routes.ts';

const SCREEN_DEADLINE_MS = 1_500;

export function compose(config: Config, { logger }: { logger: Logger }) {
  const products = createClient(productApi, { baseUrl: config.productServiceUrl, deadlineMs: SCREEN_DEADLINE_MS });
  const ready = async () => {
    const answer = await fetch(new URL('/health/live', config.productServiceUrl));
    if (!answer.ok) throw new Error(`The product service answered ${answer.status}`);
  };
  const app = createBff({
    name: 'bff-catalog',
    logger,
    config,
    checks: { product: ready },
    routes: routes({ products, productServiceUrl: config.productServiceUrl }),
  });
  return { app, close: async () => {} };
}
