import { readConfig } from '@tessera/service-kit/config';
import { z } from 'zod';

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(5007).describe('the port to listen on'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .describe('postgres://user:password@host:5432/payments'),
  RABBITMQ_URL: z.string().optional().describe('amqp://user:password@host:5672'),
  DATA_DIR: z.string().default('.data').describe('a folder for the embedded event bus'),
});

export type Config = ReturnType<typeof loadConfig>;

export function loadConfig(env: Readonly<Record<string, string | undefined>>) {
  const read = readConfig(schema, env, ['RABBITMQ_URL']);
  return Object.freeze({
    port: read.PORT,
    databaseUrl: read.DATABASE_URL,
    rabbitmqUrl: read.RABBITMQ_URL,
    dataDir: read.DATA_DIR,
  });
}
