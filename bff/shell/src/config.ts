import { readConfig } from '@tessera/service-kit/config';
import { z } from 'zod';

const address = (port: number, what: string) => z.url().default(`http://127.0.0.1:${port}`).describe(what);
const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4100).describe('a free port'),
  HOST: z.string().default('127.0.0.1').describe('the address to listen on'),
  SESSION_SECRET: z.string().min(32, 'is too short').describe('32 or more random characters, the same for every BFF'),
  PUBLIC_ORIGIN: z.url().default('http://localhost:8080').describe('the origin that shoppers see'),
  USER_SERVICE_URL: address(5001, 'where the user service is'),
  PRODUCT_SERVICE_URL: address(5002, 'where the product service is'),
  ORDER_SERVICE_URL: address(5003, 'where the order service is'),
  NOTIFICATION_SERVICE_URL: address(5004, 'where the notification service is'),
  CART_SERVICE_URL: address(5005, 'where the cart service is'),
  PAYMENT_SERVICE_URL: address(5007, 'where the payment service is'),
  SHELL_URL: address(3000, 'where the shell is'),
});
/** One for each other BFF that there is: it belongs to the shop when its address is in the environment. */
const BFF_VARIABLE = /^BFF_(?!SHELL_URL$)[A-Z0-9_]+_URL$/;
const bffAddress = z.url().describe('where that BFF is');

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly sessionSecret: string;
  readonly secureCookies: boolean;
  readonly userServiceUrl: string;
  readonly cartServiceUrl: string;
  readonly notificationServiceUrl: string;
  /** Everything that has to be ready for the shop to be. */
  readonly parts: Readonly<Record<string, string>>;
}

export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const production = Object.keys(environment.shape).filter((name) => /_URL$|_ORIGIN$/.test(name));
  const bffs = Object.keys(env).filter((name) => BFF_VARIABLE.test(name) && env[name]);
  const bffAddresses: object = Object.fromEntries(bffs.map((name) => [name, bffAddress]));
  const read = readConfig(
    z.object({ ...environment.shape, ...bffAddresses }),
    env,
    production as (keyof typeof environment.shape)[],
  );
  return Object.freeze({
    port: read.PORT,
    host: read.HOST,
    sessionSecret: read.SESSION_SECRET,
    secureCookies: read.PUBLIC_ORIGIN.startsWith('https:'),
    userServiceUrl: read.USER_SERVICE_URL,
    cartServiceUrl: read.CART_SERVICE_URL,
    notificationServiceUrl: read.NOTIFICATION_SERVICE_URL,
    parts: {
      user: read.USER_SERVICE_URL,
      product: read.PRODUCT_SERVICE_URL,
      cart: read.CART_SERVICE_URL,
      order: read.ORDER_SERVICE_URL,
      payment: read.PAYMENT_SERVICE_URL,
      notification: read.NOTIFICATION_SERVICE_URL,
      ...Object.fromEntries(bffs.map((name) => [partOf(name), String(env[name])])),
      shell: read.SHELL_URL,
    },
  });
}

/** `BFF_GIFT_CARDS_URL` → `bff-gift-cards` */
const partOf = (variable: string): string => variable.slice(0, -'_URL'.length).toLowerCase().replaceAll('_', '-');
