import { readConfig } from '@tessera/service-kit/config';
import { z } from 'zod';

const service = (port: number, name: string) =>
  z.url().default(`http://127.0.0.1:${port}`).describe(`the ${name} service's address`);

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4102).describe('the port to listen on'),
  HOST: z.string().default('127.0.0.1').describe('the address to listen on'),
  SESSION_SECRET: z.string().min(32, 'is too short').describe('32 random characters or more, the same for all BFFs'),
  PUBLIC_ORIGIN: z.url().default('http://localhost:8080').describe('where shoppers reach the shop'),
  USER_SERVICE_URL: service(5001, 'user'),
  PRODUCT_SERVICE_URL: service(5002, 'product'),
  ORDER_SERVICE_URL: service(5003, 'order'),
  CART_SERVICE_URL: service(5005, 'cart'),
  PAYMENT_SERVICE_URL: service(5007, 'payment'),
});

export type Config = ReturnType<typeof loadConfig>;

export function loadConfig(env: Readonly<Record<string, string | undefined>>) {
  const read = readConfig(schema, env, [
    'PUBLIC_ORIGIN',
    'USER_SERVICE_URL',
    'PRODUCT_SERVICE_URL',
    'ORDER_SERVICE_URL',
    'CART_SERVICE_URL',
    'PAYMENT_SERVICE_URL',
  ]);
  return Object.freeze({
    port: read.PORT,
    host: read.HOST,
    sessionSecret: read.SESSION_SECRET,
    secureCookies: read.PUBLIC_ORIGIN.startsWith('https:'),
    userServiceUrl: read.USER_SERVICE_URL,
    productServiceUrl: read.PRODUCT_SERVICE_URL,
    orderServiceUrl: read.ORDER_SERVICE_URL,
    cartServiceUrl: read.CART_SERVICE_URL,
    paymentServiceUrl: read.PAYMENT_SERVICE_URL,
  });
}
