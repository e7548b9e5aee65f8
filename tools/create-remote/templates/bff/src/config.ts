import { readConfig } from '@tessera/service-kit/config';
import { z } from 'zod';

const variables = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4104).describe('the port to listen on'),
  HOST: z.string().default('127.0.0.1').describe('the address to listen on'),
  SESSION_SECRET: z.string().min(32, 'is too short').describe('32 random characters or more, the same for all BFFs'),
  PUBLIC_ORIGIN: z.url().default('http://localhost:8080').describe('where shoppers reach the shop'),
  USER_SERVICE_URL: z.url().default('http://127.0.0.1:5001').describe("the user service's address"),
  PRODUCT_SERVICE_URL: z.url().default('http://127.0.0.1:5002').describe("the product service's address"),
});

export type Config = ReturnType<typeof loadConfig>;

export function loadConfig(env: Readonly<Record<string, string | undefined>>) {
  const read = readConfig(variables, env, ['PUBLIC_ORIGIN', 'USER_SERVICE_URL', 'PRODUCT_SERVICE_URL']);
  return Object.freeze({
    port: read.PORT,
    host: read.HOST,
    sessionSecret: read.SESSION_SECRET,
    secureCookies: read.PUBLIC_ORIGIN.startsWith('https:'),
    userServiceUrl: read.USER_SERVICE_URL,
    productServiceUrl: read.PRODUCT_SERVICE_URL,
  });
}
