import { productApi } from '@tessera/contracts/api/product';
import { createClient } from '@tessera/service-kit/api-client';
import { createBff } from '@tessera/service-kit/bff/app';
import type { Logger } from '@tessera/service-kit/logger';
import type { Config } from './config.ts';
import { getWelcome } from './screens/get-welcome.ts';

const SCREEN_DEADLINE_MS = 1_500;

/** The backend of the __remote__ remote. */
export function compose(config: Config, { logger }: { logger: Logger }) {
  const products = createClient(productApi, { baseUrl: config.productServiceUrl, deadlineMs: SCREEN_DEADLINE_MS });
  const app = createBff({
    name: 'bff-__remote__',
    logger,
    config,
    // A service that is down costs a part of a screen, never the whole BFF.
    checks: {},
    routes: (routes) => routes.get('/screens/welcome', getWelcome(products)),
  });
  return { app, close: async () => {} };
}
