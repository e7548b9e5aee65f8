import { SANDBOX_CARDS } from '@tessera/contracts/api/payment';
import { type SavedAddress, userApi } from '@tessera/contracts/api/user';
import { seal } from '@tessera/service-kit/bff/sealed';
import { createLogger } from '@tessera/service-kit/logger';
import { serve } from '@tessera/service-kit/process';
import { newId } from '@tessera/service-kit/system';
import { startStubService } from '@tessera/testing/stub-service';
import { compose } from '../src/compose.ts';
import { startProducts } from './shelf.ts';
import { startCarts, startOrders, startPayments } from './till.ts';

const SECRET = 'component-tests-have-a-secret-of-their-own';

/** The BFF between a shopper's browser and services that follow the contracts and remember. */
export async function startWorld() {
  const saved: SavedAddress[] = [];
  const shelf = await startProducts();
  const [users, carts, payments, orders] = await Promise.all([
    startStubService(userApi, { listAddresses: () => ({ items: saved }) }),
    startCarts(shelf.products),
    startPayments(),
    startOrders(shelf.products),
  ]);
  const { app } = compose(
    {
      ...{ port: 0, host: '127.0.0.1', sessionSecret: SECRET, secureCookies: false },
      ...{ userServiceUrl: users.url, productServiceUrl: shelf.url, cartServiceUrl: carts.url },
      ...{ orderServiceUrl: orders.url, paymentServiceUrl: payments.url },
    },
    { logger: createLogger('test', 'silent'), newId },
  );
  const bff = await serve(app, { port: 0 });
  const url = `http://127.0.0.1:${bff.port}`;
  return {
    ...{ url, shelf, carts, orders, payments, users, saved },
    visitor: () => browser(url),
    customer(email = 'ada@tessera.test', id = newId()) {
      const user = { id, email, name: 'Ada', roles: ['customer' as const] };
      const expiresAt = new Date(Date.now() + 600_000).toISOString();
      const tokens = { accessToken: user.id, refreshToken: 'unused', expiresAt };
      return browser(url, seal({ signedIn: { user, tokens }, guestId: null }, SECRET, 'session'));
    },
    close: () => Promise.all([bff, users, shelf, carts, payments, orders].map((part) => part.close())),
  };
}
export type World = Awaited<ReturnType<typeof startWorld>>;
export type Browser = ReturnType<typeof browser>;

/** A browser with its cookies: `send` is fetch with JSON, `submit` a plain form on a page of the shop. */
function browser(url: string, session?: string) {
  const jar = new Map<string, string>(session ? [['tessera_session', session]] : []);
  const call = async (path: string, init: RequestInit = {}) => {
    const cookie = [...jar].map((pair) => pair.join('=')).join('; ');
    const headers = { cookie, 'sec-fetch-site': 'same-origin', ...init.headers };
    const response = await fetch(url + path, { ...init, headers, redirect: 'manual' });
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };
  return {
    jar,
    call,
    get: async (path: string) => (await call(path)).json(),
    send: async (path: string, body: unknown) => {
      const headers = { 'content-type': 'application/json' };
      const response = await call(path, { method: 'POST', headers, body: JSON.stringify(body) });
      return { status: response.status, ...(await response.json()) };
    },
    submit: async (path: string, fields: Record<string, string>, page = '/checkout') => {
      const headers = { referer: url + page };
      const response = await call(path, { method: 'POST', headers, body: new URLSearchParams(fields) });
      return { status: response.status, location: response.headers.get('location') };
    },
  };
}

/** The checkout form as a page without JavaScript sends it. */
export const checkoutFields = (idempotencyKey: string, total: number, change: Record<string, string> = {}) => ({
  ...{ email: 'ada@tessera.test', idempotencyKey },
  ...{ 'expectedTotal.amount': String(total), 'expectedTotal.currency': 'EUR' },
  ...{ 'shippingAddress.name': 'Ada Lovelace', 'shippingAddress.line1': '1 Lane', 'shippingAddress.line2': '' },
  ...{ 'shippingAddress.postalCode': 'T12', 'shippingAddress.city': 'Cork', 'shippingAddress.country': 'IE' },
  ...{ 'card.number': SANDBOX_CARDS.succeeds, 'card.expiry': '12 / 40', 'card.cvc': '123' },
  ...change,
});
