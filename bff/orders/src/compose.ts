import { createBff } from '@tessera/service-kit/bff/app';
import type { Logger } from '@tessera/service-kit/logger';
import type { Config } from './config.ts';
import { mountRoutes } from './routes.ts';
import { createServices } from './services.ts';

export interface Deps {
  readonly logger: Logger;
  readonly newId: () => string;
}

export function compose(config: Config, { logger, newId }: Deps) {
  const services = createServices(config);
  const { orderServiceUrl, sessionSecret: secret, secureCookies: secure } = config;
  const app = createBff({
    name: 'bff-orders',
    logger,
    config,
    checks: {},
    routes: (app) => mountRoutes(app, { services, orderServiceUrl, secret, newId, secure }),
  });
  return { app, close: async () => {} };
}
