import { readConfig } from '@tessera/service-kit/config';
import { z } from 'zod';

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(5004).describe('a free port'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe('redis://host:6379'),
  RABBITMQ_URL: z
    .url({ protocol: /^amqps?$/ })
    .optional()
    .describe('amqp://user:password@host:5672'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('smtp://user:password@host:587'),
  MAIL_FROM: z.string().default('Tessera <shop@tessera.test>').describe('Name <address> that mails come from'),
  DATA_DIR: z.string().default('.data').describe('a folder for what embedded stores keep'),
  USER_SERVICE_URL: z.url().default('http://127.0.0.1:5001').describe("the user service's address"),
  PUBLIC_ORIGIN: z.url().default('http://localhost:8080').describe("the shop's address, for links in mails"),
});

export interface Config {
  readonly port: number;
  /** Unset: feeds are kept by this process, in `dataDir`. */
  readonly redisUrl?: string;
  readonly redisPrefix: string;
  readonly rabbitmqUrl?: string;
  /** Unset: mails go to a local mailbox. */
  readonly smtpUrl?: string;
  readonly mailFrom: string;
  readonly dataDir: string;
  readonly userServiceUrl: string;
  readonly publicOrigin: string;
}

export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const read = readConfig(environment, env, [
    'REDIS_URL',
    'RABBITMQ_URL',
    'SMTP_URL',
    'MAIL_FROM',
    'USER_SERVICE_URL',
    'PUBLIC_ORIGIN',
  ]);
  return {
    port: read.PORT,
    redisUrl: read.REDIS_URL,
    redisPrefix: 'tessera:notification:',
    rabbitmqUrl: read.RABBITMQ_URL,
    smtpUrl: read.SMTP_URL,
    mailFrom: read.MAIL_FROM,
    dataDir: read.DATA_DIR,
    userServiceUrl: read.USER_SERVICE_URL,
    publicOrigin: read.PUBLIC_ORIGIN.replace(/\/$/, ''),
  };
}
