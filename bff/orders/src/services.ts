import { cartApi } from '@tessera/contracts/api/cart';
import { orderApi } from '@tessera/contracts/api/order';
import { paymentApi } from '@tessera/contracts/api/payment';
import { productApi } from '@tessera/contracts/api/product';
import { userApi } from '@tessera/contracts/api/user';
import { createClient } from '@tessera/service-kit/api-client';
import type { Config } from './config.ts';

/** Placing an order reads prices, holds stock and starts a payment, or waits for its twin that does. */
const PLACING_MS = 12_000;

/** The services that this BFF talks to. */
export function createServices(config: Config) {
  return {
    cart: createClient(cartApi, { baseUrl: config.cartServiceUrl }),
    product: createClient(productApi, { baseUrl: config.productServiceUrl }),
    order: createClient(orderApi, { baseUrl: config.orderServiceUrl, deadlineMs: PLACING_MS }),
    payment: createClient(paymentApi, { baseUrl: config.paymentServiceUrl }),
    user: createClient(userApi, { baseUrl: config.userServiceUrl }),
  };
}
export type Services = ReturnType<typeof createServices>;
