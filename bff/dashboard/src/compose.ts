import { notificationApi } from '@tessera/contracts/api/notification';
import { userApi } from '@tessera/contracts/api/user';
import { createClient } from '@tessera/service-kit/api-client';
import { createBff } from '@tessera/service-kit/bff/app';
import type { Express } from 'express';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { mountRoutes } from './routes.ts';

/** The backend of the dashboard remote. */
export function compose(config: Config, { logger }: { logger: Logger }): { app: Express; close(): Promise<void> } {
  const users = createClient(userApi, { baseUrl: config.userServiceUrl });
  const notifications = createClient(notificationApi, { baseUrl: config.notificationServiceUrl });
  const app = createBff({
    name: 'bff-dashboard',
    logger,
    config,
    // A service that is down costs a part of a screen, never the whole BFF.
    checks: {},
    routes: (routes) => mountRoutes(routes, { users, notifications, ...config }),
  });
  return { app, close: async () => {} };
}
