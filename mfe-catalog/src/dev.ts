import type { DevSetup, DevState } from '@tessera/remote-kit/dev-setup';
import { devProducts, longTexts } from './dev/products.ts';
import { createStandInBff, problem } from './dev/stand-in-bff.ts';

const bff = createStandInBff(devProducts);
const down = () => problem(503, 'unavailable');
const wordy = createStandInBff(longTexts);
const slugOf = (products: typeof devProducts, index: number) => ({ slug: products[index]?.slug ?? '' });
const idOf = (index: number) => ({ productId: devProducts[index]?.id ?? '' });

/** What every fragment shows while its BFF takes long, and when it does not answer. */
const trouble = <Props>(props: Props): Record<string, DevState<Props>> => ({
  loading: { props, server: 'waits' },
  error: { props, server: 'fails', bff: down },
});

export const dev: DevSetup<'catalog'> = {
  fragments: {
    'featured-products': {
      loaded: { props: { limit: 8 } },
      'long-texts': { props: {}, bff: wordy },
      empty: { props: {}, bff: createStandInBff([]) },
      ...trouble({}),
    },
    'product-list': {
      loaded: { props: {}, url: '/products' },
      'one-category': { props: {}, url: '/products?category=garden&sort=price-asc' },
      'second-page': { props: {}, url: '/products?page=2' },
      'behind-the-end': { props: {}, url: '/products?page=9' },
      'long-texts': { props: {}, url: '/products', bff: wordy },
      empty: { props: {}, url: '/products', bff: createStandInBff([]) },
      'unknown-category': { props: {}, url: '/products?category=unicorns' },
      ...trouble({}),
    },
    'product-page': {
      loaded: { props: slugOf(devProducts, 2) },
      'in-the-cart': { props: slugOf(devProducts, 0) },
      'few-left': { props: slugOf(devProducts, 1) },
      'sold-out': { props: slugOf(devProducts, 4) },
      unrated: { props: slugOf(devProducts, 24) },
      'long-texts': { props: slugOf(longTexts, 0), bff: wordy },
      unknown: { props: { slug: 'nothing-like-it' } },
      ...trouble(slugOf(devProducts, 0)),
    },
    recommendations: {
      loaded: { props: idOf(0) },
      'long-texts': { props: { productId: longTexts[0]?.id ?? '' }, bff: wordy },
      empty: { props: { productId: 'unknown' }, server: 'nothing' },
      ...trouble(idOf(0)),
    },
  },
  pages: {
    links: ['/home', '/products', '/products?category=garden', `/products/${devProducts[0]?.slug}`],
    places(url) {
      if (url.pathname === '/home') return [{ fragment: 'featured-products', props: { limit: 8 } }];
      if (url.pathname === '/products') return [{ fragment: 'product-list', props: {} }];
      const slug = /^\/products\/([^/]+)$/.exec(url.pathname)?.[1];
      return slug ? [{ fragment: 'product-page', props: { slug } }] : [];
    },
  },
  bff,
  state: {
    cart: {
      version: 1,
      count: 2,
      lines: [{ productId: devProducts[0]?.id ?? '', quantity: 2 }],
      subtotal: { amount: 4900, currency: 'EUR' },
    },
  },
};
