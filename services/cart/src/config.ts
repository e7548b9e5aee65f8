import { readConfig } from '@tessera/service-kit/config';
import { z } from 'zod';

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(5005).describe('a free port'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe('redis://host:6379'),
  RABBITMQ_URL: z
    .url({ protocol: /^amqps?$/ })
    .optional()
    .describe('amqp://user:password@host:5672'),
  DATA_DIR: z.string().default('.data').describe('a folder for what embedded stores keep'),
  PRODUCT_SERVICE_URL: z.url().default('http://127.0.0.1:5002').describe("the product service's address"),
  USER_SERVICE_URL: z.url().default('http://127.0.0.1:5001').describe("the user service's address"),
});

export interface Config {
  readonly port: number;
  /** Unset: carts are kept by this process, in `dataDir`. */
  readonly redisUrl?: string;
  readonly redisPrefix: string;
  readonly rabbitmqUrl?: string;
  readonly dataDir: string;
  readonly productServiceUrl: string;
  readonly userServiceUrl: string;
}

export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const read = readConfig(environment, env, ['REDIS_URL', 'RABBITMQ_URL', 'PRODUCT_SERVICE_URL', 'USER_SERVICE_URL']);
  return {
    port: read.PORT,
    redisUrl: read.REDIS_URL,
    redisPrefix: 'tessera:cart:',
    rabbitmqUrl: read.RABBITMQ_URL,
    dataDir: read.DATA_DIR,
    productServiceUrl: read.PRODUCT_SERVICE_URL,
    userServiceUrl: read.USER_SERVICE_URL,
  };
}
