import type { Page } from '../src/page.ts';
import { startBuiltShell } from './built-shell.ts';
import { createStandInReleases } from './stand-in-releases.ts';
import { startStubBffs } from './stub-bffs.ts';

export const FRAGMENT_DEADLINE_MS = 500;
const FALLBACKS = { featured: 'Our favourites are on their way', cart: '<a class="shell-icon-link" href="/cart">' };

/** The built shell among stand-ins: releases in a folder and stub BFFs, with a shopper who is signed in. */
export async function openStandInShop() {
  const releases = createStandInReleases();
  const bffs = await startStubBffs();
  let shell: Awaited<ReturnType<typeof startBuiltShell>> | undefined;
  return {
    releases,
    bffs,
    /** By the test, once the scene is set. */
    async start(env: Record<string, string> = {}) {
      shell = await startBuiltShell({
        REMOTES_ORIGIN: releases.folder,
        REGISTRY_TTL_MS: '50',
        FRAGMENT_DEADLINE_MS: String(FRAGMENT_DEADLINE_MS),
        BFF_SHELL_URL: bffs.url('shell'),
        BFF_CATALOG_URL: bffs.url('catalog'),
        BFF_ORDERS_URL: bffs.url('orders'),
        BFF_DASHBOARD_URL: bffs.url('dashboard'),
        ...env,
      });
    },
    get: (path: string, headers: Record<string, string> = {}) =>
      fetch(`${shell?.origin}${path}`, { headers, redirect: 'manual' }),
    /** What a shopper finds on the home page. */
    async visit(cookie = '') {
      const startedAt = performance.now();
      const response = await fetch(`${shell?.origin}/`, { headers: { cookie } });
      const html = await response.text();
      const part = (fragment: string, fallback?: string) =>
        html.includes(`<p>${fragment} is here</p>`)
          ? 'there'
          : fallback && html.includes(fallback)
            ? 'fallback'
            : 'gone';
      return {
        ms: performance.now() - startedAt,
        status: response.status,
        page: pageOf(html),
        headers: response.headers,
        featured: part('featured-products', FALLBACKS.featured),
        cart: part('mini-cart', FALLBACKS.cart),
        badge: part('notification-badge'),
        own: html.includes('Skip to the content') && html.includes('Shop all products') ? 'there' : 'gone',
      };
    },
    async close() {
      await shell?.stop();
      bffs.close();
      releases.remove();
    },
  };
}

/** What the document tells the browser. */
function pageOf(html: string): Page {
  const [, json = '{}'] = /<script id="__NEXT_DATA__"[^>]*>(.*?)<\/script>/.exec(html) ?? [];
  return JSON.parse(json).props?.pageProps?.page;
}

export type StandInShop = Awaited<ReturnType<typeof openStandInShop>>;
