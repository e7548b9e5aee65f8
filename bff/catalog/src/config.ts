import { readConfig } from '@tessera/service-kit/config';
import { z } from 'zod';

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4101).describe('a free port'),
  SESSION_SECRET: z.string().min(32).describe('at least 32 random characters, the same for all BFFs'),
  PRODUCT_SERVICE_URL: z.url().default('http://127.0.0.1:5002').describe("the product service's address"),
  USER_SERVICE_URL: z.url().default('http://127.0.0.1:5001').describe("the user service's address"),
  PUBLIC_ORIGIN: z.url().default('http://localhost:8080').describe('where shoppers find the shop'),
});

export interface Config {
  readonly port: number;
  readonly sessionSecret: string;
  readonly productServiceUrl: string;
  readonly userServiceUrl: string;
  readonly secureCookies: boolean;
}

export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const read = readConfig(environment, env, ['PRODUCT_SERVICE_URL', 'USER_SERVICE_URL', 'PUBLIC_ORIGIN']);
  return {
    port: read.PORT,
    sessionSecret: read.SESSION_SECRET,
    productServiceUrl: read.PRODUCT_SERVICE_URL,
    userServiceUrl: read.USER_SERVICE_URL,
    secureCookies: read.PUBLIC_ORIGIN.startsWith('https:'),
  };
}
