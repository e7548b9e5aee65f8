import { seal } from '@tessera/service-kit/bff/sealed';
import { serve } from '@tessera/service-kit/process';
import { newId } from '@tessera/service-kit/system';
import { onTestFinished } from 'vitest';
import { compose } from '../src/compose.ts';
import { loadConfig } from '../src/config.ts';
import { logger, stubCarts, stubNotifications, stubUsers } from './stub-services.ts';

const SECRET = 'component-tests-have-a-secret-of-their-own';

/** The BFF between a browser and services that follow the contracts. */
export async function createWorld(
  env: (urls: { user: string; cart: string; notification: string }) => Record<string, string> = () => ({}),
) {
  const [users, carts, notifications] = await Promise.all([stubUsers(), stubCarts(), stubNotifications()]);
  const urls = { user: users.url, cart: carts.url, notification: notifications.url };
  const config = loadConfig({
    SESSION_SECRET: SECRET,
    USER_SERVICE_URL: urls.user,
    CART_SERVICE_URL: urls.cart,
    NOTIFICATION_SERVICE_URL: urls.notification,
    ...env(urls),
  });
  const bff = await serve(compose(config, { logger }).app, { port: 0 });
  onTestFinished(async () => {
    await Promise.all([bff, users, carts, notifications].map(({ close }) => close()));
  });
  return { users, carts, notifications, browser: () => createBrowser(`http://127.0.0.1:${bff.port}`) };
}

/** Keeps cookies, and sends what a browser sends with and without JavaScript. */
function createBrowser(origin: string) {
  const jar = new Map<string, string>();
  async function go(path: string, init: RequestInit & { headers?: Record<string, string> } = {}) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(origin + path, { redirect: 'manual', ...init, headers: { cookie, ...init.headers } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }
  return {
    origin,
    jar,
    get: (path: string) => go(path),
    /** fetch of a live page. */
    send: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      go(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers },
        body: JSON.stringify(body),
      }),
    /** A plain form of the page `from`. */
    submit: (path: string, fields: Record<string, string>, from = '/') =>
      go(path, {
        method: 'POST',
        headers: { origin, referer: origin + from, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields).toString(),
      }),
    context: async (form = '') => (await go(`/page-context${form && `?form=${form}`}`)).json(),
    /** As another BFF does when a guest puts something into the cart. */
    becomeGuest(guestId = newId()) {
      jar.set('tessera_session', seal({ signedIn: null, guestId }, SECRET, 'session'));
      return guestId;
    },
  };
}
