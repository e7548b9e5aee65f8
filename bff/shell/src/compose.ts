import { createBff } from '@tessera/service-kit/bff/app';
import type { Logger } from '@tessera/service-kit/logger';
import type { Config } from './config.ts';
import { mountRoutes } from './routes.ts';
import { createServices } from './services.ts';

export function compose(config: Config, { logger }: { logger: Logger }) {
  const services = createServices(config);
  const app = createBff({
    name: 'bff-shell',
    logger,
    config,
    // It serves every page, with less on it, whatever else is down.
    checks: {},
    routes: (app) => mountRoutes(app, { services, config }),
  });
  return { app, close: async () => {} };
}
