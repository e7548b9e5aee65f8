import { readConfig } from '@tessera/service-kit/config';
import { z } from 'zod';

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(5002).describe('a free port'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).describe('postgres://user:password@host:5432/database'),
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
  readonly rabbitmqUrl?: string;
  readonly dataDir: string;
  readonly userServiceUrl: string;
  readonly demoData: boolean;
}

export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const read = readConfig(environment, env, ['RABBITMQ_URL', 'USER_SERVICE_URL']);
  return {
    port: read.PORT,
    databaseUrl: read.DATABASE_URL,
    rabbitmqUrl: read.RABBITMQ_URL,
    dataDir: read.DATA_DIR,
    userServiceUrl: read.USER_SERVICE_URL,
    demoData: read.DEMO_DATA === 'on',
  };
}
