import { readConfig } from '@tessera/service-kit/config';
import { z } from 'zod';

const variables = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(4103).describe('the port to listen on'),
  SESSION_SECRET: z.string().min(32, 'is too short').describe('32 or more random characters, the same for every BFF'),
  USER_SERVICE_URL: z.url().default('http://127.0.0.1:5001').describe('where the user service is'),
  NOTIFICATION_SERVICE_URL: z.url().default('http://127.0.0.1:5004').describe('where the notification service is'),
  PUBLIC_ORIGIN: z.url().default('http://localhost:8080').describe('the origin that shoppers see'),
});

export interface Config {
  readonly port: number;
  readonly sessionSecret: string;
  readonly userServiceUrl: string;
  readonly notificationServiceUrl: string;
  readonly secureCookies: boolean;
}

export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const read = readConfig(variables, env, ['USER_SERVICE_URL', 'NOTIFICATION_SERVICE_URL', 'PUBLIC_ORIGIN']);
  return {
    port: read.PORT,
    sessionSecret: read.SESSION_SECRET,
    userServiceUrl: read.USER_SERVICE_URL,
    notificationServiceUrl: read.NOTIFICATION_SERVICE_URL,
    secureCookies: read.PUBLIC_ORIGIN.startsWith('https:'),
  };
}
