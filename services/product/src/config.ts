import { createHash } from 'node:crypto';
import { readConfig } from '@tessera/service-kit/config';
import { z } from 'zod';

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(5002).describe('a free port'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).describe('postgres://user:password@host:5432/database'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe('redis://host:6379'),
  RABBITMQ_URL: z
    .url({ protocol: /^amqps?$/ })
    .optional()
    .describe('amqp://user:password@host:5672'),
  DATA_DIR: z.string().default('.data').describe('a folder for what the embedded event bus keeps'),
  USER_SERVICE_URL: z.url().default('http://127.0.0.1:5001').describe("the user service's address"),
  DEMO_DATA: z.enum(['on', 'off']).default('off').describe('on for the demo products, else off'),
});

export interface Config {
  readonly port: number;
  readonly databaseUrl: string;
  /** Unset: this process remembers for itself what was read, so that there may be one instance only. */
  readonly redisUrl?: string;
  /** Its own for each database: what is remembered of one is not true of another. */
  readonly redisPrefix: string;
  readonly rabbitmqUrl?: string;
  readonly dataDir: string;
  readonly userServiceUrl: string;
  readonly demoData: boolean;
}

export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const read = readConfig(environment, env, ['REDIS_URL', 'RABBITMQ_URL', 'USER_SERVICE_URL']);
  return {
    port: read.PORT,
    databaseUrl: read.DATABASE_URL,
    redisUrl: read.REDIS_URL,
    redisPrefix: `tessera:product:${createHash('sha256').update(read.DATABASE_URL).digest('base64url').slice(0, 8)}:`,
    rabbitmqUrl: read.RABBITMQ_URL,
    dataDir: read.DATA_DIR,
    userServiceUrl: read.USER_SERVICE_URL,
    demoData: read.DEMO_DATA === 'on',
  };
}
