import { readConfig } from '@tessera/service-kit/config';
import { z } from 'zod';

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(5001).describe('a free port'),
  DATABASE_URL: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'is not a mongodb:// address')
    .describe('mongodb://user:password@host:27017/database'),
  RABBITMQ_URL: z
    .url({ protocol: /^amqps?$/ })
    .optional()
    .describe('amqp://user:password@host:5672'),
  DATA_DIR: z.string().default('.data').describe('a folder for the signing key and the embedded event bus'),
  JWT_PRIVATE_KEY: z
    .string()
    .transform((pem) => pem.replaceAll('\\n', '\n'))
    .refine((pem) => pem.includes('-----BEGIN PRIVATE KEY-----'), 'is not a PKCS#8 key in PEM form')
    .optional()
    .describe('what `openssl genpkey -algorithm ed25519` prints (line ends may be written as \\n)'),
  DEMO_DATA: z.enum(['on', 'off']).default('off').describe('on for the demo accounts, else off'),
});

export type Config = ReturnType<typeof loadConfig>;

export function loadConfig(env: Readonly<Record<string, string | undefined>>) {
  const read = readConfig(environment, env, ['RABBITMQ_URL', 'JWT_PRIVATE_KEY']);
  return Object.freeze({
    port: read.PORT,
    databaseUrl: read.DATABASE_URL,
    rabbitmqUrl: read.RABBITMQ_URL,
    dataDir: read.DATA_DIR,
    /** Unset outside of production: then `dataDir` keeps one. */
    jwtPrivateKey: read.JWT_PRIVATE_KEY,
    demoData: read.DEMO_DATA === 'on',
  });
}
