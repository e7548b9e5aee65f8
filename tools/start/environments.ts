import { type Part, portOf, urlOf } from './addresses.ts';
import { BFFS } from './deployables.ts';
import { demoDefault, type Installation, isForDevelopment } from './installation.ts';

/** Of the environment that `npm start` was given, the shell gets these as they are. */
const SHELL_SETTINGS = [
  'DEV_TOOLS',
  'REMOTE_OVERRIDES',
  'REMOTE_OVERRIDES_SECRET',
  'REGISTRY_TTL_MS',
  'FRAGMENT_DEADLINE_MS',
  'RENDER_WORKER_MB',
  'QUARANTINE_FAILURES',
  'QUARANTINE_WINDOW_MS',
  'QUARANTINE_MS',
];

/** And the payment service these. */
const PAYMENT_SETTINGS = [
  'SANDBOX_PAYMENTS',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'STRIPE_API_URL',
  'PAYPAL_CLIENT_ID',
  'PAYPAL_CLIENT_SECRET',
  'PAYPAL_WEBHOOK_ID',
  'PAYPAL_ENVIRONMENT',
  'PAYPAL_API_URL',
];

/** The whole environment of one process, from the one description of the installation. */
export function environmentOf(part: Part, installation: Installation): Record<string, string> {
  const { addresses, backing, env } = installation;
  const url = (other: Part) => urlOf(addresses, other);
  const common = definedOnly({
    PORT: String(portOf(addresses, part)),
    LOG_LEVEL: env.LOG_LEVEL ?? 'warn',
    NODE_ENV: env.NODE_ENV,
    PUBLIC_ORIGIN: env.PUBLIC_ORIGIN ?? `http://localhost:${addresses.gateway}`,
    DATA_DIR: installation.dataFolder,
    DEMO_DATA: env.DEMO_DATA ?? demoDefault(env),
    RABBITMQ_URL: backing.rabbitmq,
    REDIS_URL: backing.redis,
    USER_SERVICE_URL: url('user'),
    PRODUCT_SERVICE_URL: url('product'),
    CART_SERVICE_URL: url('cart'),
    ORDER_SERVICE_URL: url('order'),
    PAYMENT_SERVICE_URL: url('payment'),
    NOTIFICATION_SERVICE_URL: url('notification'),
  });
  const bffUrls = Object.fromEntries(BFFS.map((name) => [variableOf(name), url(`bff-${name}`)]));
  switch (part) {
    case 'user':
      return { ...common, DATABASE_URL: backing.user, ...definedOnly({ JWT_PRIVATE_KEY: env.JWT_PRIVATE_KEY }) };
    case 'product':
      return { ...common, DATABASE_URL: backing.product };
    case 'order':
      return {
        ...common,
        DATABASE_URL: backing.order,
        ORDER_LINK_SECRET: installation.orderLinkSecret,
        DEMO_FULFILMENT: env.DEMO_FULFILMENT ?? demoDefault(env),
        ...definedOnly({ DEMO_FULFILMENT_SECONDS: env.DEMO_FULFILMENT_SECONDS }),
      };
    case 'payment':
      return { ...common, DATABASE_URL: backing.payment, ...chosenByUser(env, PAYMENT_SETTINGS) };
    case 'notification':
      return { ...common, ...chosenByUser(env, ['SMTP_URL', 'MAIL_FROM']) };
    case 'shell':
      return {
        ...common,
        NODE_ENV: 'production',
        HOSTNAME: '127.0.0.1',
        KEEP_ALIVE_TIMEOUT: '65000',
        ...bffUrls,
        REMOTES_ORIGIN: url('gateway'),
        ...(isForDevelopment(env) ? { DEV_TOOLS: 'on', REMOTE_OVERRIDES: 'open' } : {}),
        PAYMENT_ORIGINS: env.PAYMENT_ORIGINS ?? paymentOrigins(env).join(' '),
        ...chosenByUser(env, SHELL_SETTINGS),
      };
    case 'bff-shell':
      return { ...common, ...bffUrls, SESSION_SECRET: installation.sessionSecret, SHELL_URL: url('shell') };
    default:
      return { ...common, SESSION_SECRET: installation.sessionSecret };
  }
}

/** The pages of the providers whose keys are there; with a stand-in, its own. */
function paymentOrigins(env: NodeJS.ProcessEnv): string[] {
  const paypal = env.PAYPAL_ENVIRONMENT === 'live' ? 'https://www.paypal.com' : 'https://www.sandbox.paypal.com';
  return [
    ...(env.STRIPE_SECRET_KEY ? [env.STRIPE_API_URL ?? 'https://checkout.stripe.com'] : []),
    ...(env.PAYPAL_CLIENT_ID ? [env.PAYPAL_API_URL ?? paypal] : []),
  ];
}

const definedOnly = (values: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined));

const chosenByUser = (env: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> =>
  definedOnly(Object.fromEntries(names.map((name) => [name, env[name]])));

/** `gift-cards` → `BFF_GIFT_CARDS_URL` */
const variableOf = (bff: string): string => `BFF_${bff.toUpperCase().replaceAll('-', '_')}_URL`;
