import { readConfig } from '@tessera/service-kit/config';
import { z } from 'zod';

const schema = z
  .object({
    NODE_ENV: z.string().optional(),
    PORT: z.coerce.number().int().min(0).max(65_535).default(5007).describe('the port to listen on'),
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//)
      .describe('postgres://user:password@host:5432/payments'),
    RABBITMQ_URL: z.string().optional().describe('amqp://user:password@host:5672'),
    DATA_DIR: z.string().default('.data').describe('a folder for the embedded event bus'),
    PUBLIC_ORIGIN: z.url().default('http://localhost:8080').describe('where shoppers reach the shop'),
    STRIPE_SECRET_KEY: z.string().optional().describe('the secret key of your Stripe account, sk_…'),
    STRIPE_WEBHOOK_SECRET: z
      .string()
      .optional()
      .describe('the signing secret of your Stripe webhook endpoint, whsec_…'),
    STRIPE_API_URL: z.url().optional().describe('where the Stripe API is, unless it is Stripe’s own'),
    PAYPAL_CLIENT_ID: z.string().optional().describe('the client ID of your PayPal app'),
    PAYPAL_CLIENT_SECRET: z.string().optional().describe('the secret of your PayPal app'),
    PAYPAL_WEBHOOK_ID: z.string().optional().describe('the id of the webhook of your PayPal app'),
    PAYPAL_ENVIRONMENT: z.enum(['sandbox', 'live']).default('sandbox').describe('sandbox or live'),
    PAYPAL_API_URL: z.url().optional().describe('where the PayPal API is, unless it is PayPal’s own'),
    SANDBOX_PAYMENTS: z
      .enum(['on', 'off'])
      .optional()
      .describe('on, to take test cards and no money, or set the keys of Stripe or PayPal'),
  })
  .superRefine((read, context) => {
    const together: (keyof typeof read)[][] = [
      ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'],
      ['PAYPAL_CLIENT_ID', 'PAYPAL_CLIENT_SECRET', 'PAYPAL_WEBHOOK_ID'],
    ];
    const missing = together.flatMap((names) =>
      names.some((name) => read[name]) ? names.filter((name) => !read[name]) : [],
    );
    for (const name of missing) context.addIssue({ code: 'custom', path: [name] });
    if (!takesTestCards(read) && !read.STRIPE_SECRET_KEY && !read.PAYPAL_CLIENT_ID) {
      context.addIssue({ code: 'custom', path: ['SANDBOX_PAYMENTS'], message: 'leaves no way to pay' });
    }
  });

const takesTestCards = (read: { NODE_ENV?: string | undefined; SANDBOX_PAYMENTS?: string | undefined }): boolean =>
  read.SANDBOX_PAYMENTS ? read.SANDBOX_PAYMENTS === 'on' : read.NODE_ENV !== 'production';

export type Config = ReturnType<typeof loadConfig>;

/** A provider is offered when its keys are there, the sandbox outside production or when `SANDBOX_PAYMENTS` says so. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>) {
  const read = readConfig(schema, env, ['RABBITMQ_URL', 'PUBLIC_ORIGIN']);
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret } = read;
  const { PAYPAL_CLIENT_ID: clientId, PAYPAL_CLIENT_SECRET: clientSecret, PAYPAL_WEBHOOK_ID: webhookId } = read;
  return Object.freeze({
    port: read.PORT,
    databaseUrl: read.DATABASE_URL,
    rabbitmqUrl: read.RABBITMQ_URL,
    dataDir: read.DATA_DIR,
    publicOrigin: read.PUBLIC_ORIGIN.replace(/\/$/, ''),
    sandbox: takesTestCards(read),
    stripe: secretKey && webhookSecret ? { secretKey, webhookSecret, apiUrl: read.STRIPE_API_URL } : undefined,
    paypal:
      clientId && clientSecret && webhookId
        ? { clientId, clientSecret, webhookId, environment: read.PAYPAL_ENVIRONMENT, apiUrl: read.PAYPAL_API_URL }
        : undefined,
    /** For one try of one call to a provider. */
    providerDeadlineMs: 4_000 as number,
  });
}
