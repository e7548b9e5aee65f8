import { readConfig } from '@tessera/service-kit/config';
import { z } from 'zod';

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(5003).describe('the port to listen on'),
  DATABASE_URL: z
    .string()
    .regex(/^(postgres(ql)?|mysql):\/\//)
    .describe('mysql://user:password@host:3306/orders or postgres://…'),
  RABBITMQ_URL: z.string().optional().describe('amqp://user:password@host:5672'),
  DATA_DIR: z.string().default('.data').describe('a folder for the embedded event bus'),
  USER_SERVICE_URL: z.url().default('http://127.0.0.1:5001').describe('the user service, for its public keys'),
  PRODUCT_SERVICE_URL: z.url().default('http://127.0.0.1:5002').describe('the product service'),
  PAYMENT_SERVICE_URL: z.url().default('http://127.0.0.1:5007').describe('the payment service'),
  ORDER_LINK_SECRET: z
    .string()
    .min(32, 'is too short')
    .describe('32 random characters or more, the same for all instances; signs the links in guests’ mails'),
  DEMO_FULFILMENT: z.enum(['on', 'off']).default('off').describe('on to let paid orders move by themselves'),
  DEMO_FULFILMENT_SECONDS: z.coerce.number().min(0.1).max(3600).default(15).describe('seconds a step of it takes'),
  STREAM_LIMIT: z.coerce.number().int().min(1).default(500).describe('live order pages that one process serves'),
});

export type Config = ReturnType<typeof loadConfig>;

export function loadConfig(env: Readonly<Record<string, string | undefined>>) {
  const production = ['RABBITMQ_URL', 'USER_SERVICE_URL', 'PRODUCT_SERVICE_URL', 'PAYMENT_SERVICE_URL'] as const;
  const read = readConfig(schema, env, production);
  return Object.freeze({
    port: read.PORT,
    databaseUrl: read.DATABASE_URL,
    rabbitmqUrl: read.RABBITMQ_URL,
    dataDir: read.DATA_DIR,
    userServiceUrl: read.USER_SERVICE_URL,
    productServiceUrl: read.PRODUCT_SERVICE_URL,
    paymentServiceUrl: read.PAYMENT_SERVICE_URL,
    orderLinkSecret: read.ORDER_LINK_SECRET,
    demoFulfilmentSeconds: read.DEMO_FULFILMENT === 'on' ? read.DEMO_FULFILMENT_SECONDS : null,
    streamLimit: read.STREAM_LIMIT,
  });
}
