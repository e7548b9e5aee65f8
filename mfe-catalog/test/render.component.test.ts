import { join } from 'node:path';
import type { ApiFetch } from '@tessera/contracts/remote/api-fetch';
import type { RenderRequest, ServerEntry } from '@tessera/contracts/remote/server-entry';
import { initialCart } from '@tessera/contracts/state/cart';
import { initialNotifications } from '@tessera/contracts/state/notifications';
import { initialPreferences } from '@tessera/contracts/state/preferences';
import { initialSession } from '@tessera/contracts/state/session';
import { buildRemote } from '@tessera/remote-kit/dev-build';
import { beforeAll, describe, expect, test } from 'vitest';
import { devProducts } from '../src/dev/products.ts';
import { dev } from '../src/dev.ts';

/** The released server container, as the shell loads it. */
let server: ServerEntry;
beforeAll(async () => {
  const remote = await buildRemote(join(import.meta.dirname, '..'));
  server = await remote.server();
});

const devBff: ApiFetch = async (path, init) => dev.bff(new Request(new URL(path, 'http://bff'), init));
const state = {
  session: initialSession,
  cart: initialCart,
  notifications: initialNotifications,
  preferences: initialPreferences,
};
const render = (fragment: string, request: Partial<RenderRequest> = {}) =>
  server.render({ fragment, instance: 's1', url: '/', props: {}, state, nonce: 'n', api: devBff, ...request });

describe('product-list', () => {
  test('When a category is asked for, the page shows its products, its name and real links', async () => {
    const { html, page } = await render('product-list', { url: '/products?category=garden&sort=price-asc' });

    expect(page).toMatchObject({ title: 'Garden' });
    expect(html.match(/data-testid="product-card"/g)).toHaveLength(12);
    expect(html).toContain('href="/products/desk-cactus"');
    expect(html).toContain('href="/products?category=kitchen&amp;sort=price-asc"');
    expect(html.indexOf('Desk Cactus')).toBeLessThan(html.indexOf('Balcony Sunflower Set'));
  });

  test('When there are more products than a page holds, the next page is a link', async () => {
    const { html } = await render('product-list', { url: '/products' });

    expect(html).toMatch(
      /<a[^>]*rel="next"[^>]*href="\/products\?page=2"|<a[^>]*href="\/products\?page=2"[^>]*rel="next"/,
    );
  });

  test('When stock is low or gone, the card says so', async () => {
    const { html } = await render('product-list', { url: '/products' });

    expect(html).toContain('Only 2 left');
    expect(html).toContain('Sold out');
  });

  test('When the page lies behind the end, a way back is offered', async () => {
    const { html, page } = await render('product-list', { url: '/products?page=9' });

    expect(page?.status).toBeUndefined();
    expect(html).toContain('Go to the first page');
  });

  test('When the category does not exist, the status is 404 and the page helps', async () => {
    const { html, page } = await render('product-list', { url: '/products?category=unicorns' });

    expect(page?.status).toBe(404);
    expect(html).toContain('See all products');
  });

  test('When the BFF is down, rendering fails and the shell shows its fallback', async () => {
    const api = async () => new Response('', { status: 503 });

    await expect(render('product-list', { url: '/products', api })).rejects.toThrow();
  });
});

describe('product-page', () => {
  const props = { slug: 'balcony-sunflower-set' };

  test('When the product exists, the page tells people and search engines all about it', async () => {
    const { html, page } = await render('product-page', { url: '/products/balcony-sunflower-set', props });

    expect(page).toMatchObject({ title: 'Balcony Sunflower Set', image: '/api/catalog/media/1f33b.webp' });
    expect(page?.jsonLd).toMatchObject({
      '@type': 'Product',
      offers: { price: '12.90', priceCurrency: 'EUR', availability: 'https://schema.org/InStock' },
    });
    expect(html).toContain('€12.90');
    expect(html).toContain('Porto, Portugal');
    expect(html).toContain('name="orders/add-to-cart"');
    expect(html).toContain('name="catalog/recommendations"');
  });

  test('When the cart holds some of it, the server says how many', async () => {
    const cart = { ...initialCart, count: 3, lines: [{ productId: devProducts[1]?.id ?? '', quantity: 3 }] };

    const { html } = await render('product-page', { props, state: { ...state, cart } });

    expect(html).toContain('3 in your cart');
  });

  test('When the product does not exist, the status is 404 and the page helps', async () => {
    const { html, page } = await render('product-page', { props: { slug: 'nothing-like-it' } });

    expect(page?.status).toBe(404);
    expect(html).toContain('We can’t find this product');
  });

  test('When the same fragment stands on a page twice, their ids differ', async () => {
    const [first, second] = await Promise.all(
      ['s1', 's2'].map((instance) => render('product-page', { props, instance })),
    );

    const ids = [first, second].flatMap((result) =>
      [...(result?.html ?? '').matchAll(/ id="([^"]+)"/g)].map((m) => m[1]),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test('When the start page is rendered, it leads into each category and shows favourites', async () => {
  const { html } = await render('featured-products', { props: { limit: 4 } });

  expect(html).toContain('href="/products?category=kitchen"');
  expect(html.match(/data-testid="product-card"/g)).toHaveLength(4);
});

test('When nothing goes well with a product, the row takes no room', async () => {
  const { html } = await render('recommendations', { props: { productId: 'unknown' } });

  expect(html).not.toContain('<section');
});

test('When two shoppers’ pages render at once, neither sees the other’s cart', async () => {
  const pages = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const cart = { ...initialCart, lines: [{ productId: devProducts[1]?.id ?? '', quantity: index + 1 }] };
      const { html } = await render('product-page', {
        props: { slug: 'balcony-sunflower-set' },
        state: { ...state, cart },
      });
      return html.includes(`${index + 1} in your cart`);
    }),
  );

  expect(pages.every(Boolean)).toBe(true);
});
