import { cartApi } from '@tessera/contracts/api/cart';
import { notificationApi } from '@tessera/contracts/api/notification';
import { userApi } from '@tessera/contracts/api/user';
import { createClient } from '@tessera/service-kit/api-client';
import type { Config } from './config.ts';

/** Every page waits for these: whatever takes longer is left out of it. */
const PAGE_DEADLINE_MS = 400;
/** Hashing a password takes its time, and takes more when many sign in. */
const SIGN_IN_DEADLINE_MS = 5_000;

export type Services = ReturnType<typeof createServices>;

export const createServices = (config: Config) => ({
  user: createClient(userApi, { baseUrl: config.userServiceUrl, deadlineMs: SIGN_IN_DEADLINE_MS }),
  cart: createClient(cartApi, { baseUrl: config.cartServiceUrl, deadlineMs: PAGE_DEADLINE_MS }),
  notification: createClient(notificationApi, {
    baseUrl: config.notificationServiceUrl,
    deadlineMs: PAGE_DEADLINE_MS,
  }),
});
