import type { FragmentName, FragmentProps, HydrationPolicy } from '@tessera/contracts/remote/fragments';
import { matchPath, type PathParams } from './match-path.ts';

/** A fragment's place in a page of the shell. */
export interface Placement {
  readonly fragment: FragmentName;
  readonly props: Readonly<Record<string, unknown>>;
  readonly hydrate: HydrationPolicy;
}
/** A piece of a page that is the shell's own React. */
export type ShellPiece = 'hero' | 'not-found';
export type Section = Placement | { readonly piece: ShellPiece };

export interface PageLayout {
  /** Until a fragment knows better. */
  readonly title: string;
  readonly description?: string;
  readonly sections: readonly Section[];
  readonly status?: number;
  /** It is the same for everybody who is a stranger: the gateway may show one render to many, for a moment. */
  readonly shared?: true;
}

const place = <Name extends FragmentName>(
  fragment: Name,
  props: FragmentProps[Name],
  hydrate: HydrationPolicy,
): Placement => ({ fragment, props: props as Placement['props'], hydrate });

/** Who serves which path: the one table of the site's pages. */
const pages: Record<string, (params: PathParams) => PageLayout> = {
  '/': () => ({
    title: 'Tessera: good things, piece by piece',
    description: 'A small shop of well-made things for home, desk, kitchen and the great outdoors.',
    sections: [{ piece: 'hero' }, place('catalog/featured-products', { limit: 8 }, 'visible')],
    shared: true,
  }),
  '/products': () => ({
    title: 'All products',
    sections: [place('catalog/product-list', {}, 'idle')],
    shared: true,
  }),
  '/products/:slug': ({ slug }) => ({
    title: 'Product',
    sections: [place('catalog/product-page', { slug }, 'idle')],
    shared: true,
  }),
  '/cart': () => ({ title: 'Your cart', sections: [place('orders/cart', {}, 'load')] }),
  '/checkout': () => ({ title: 'Checkout', sections: [place('orders/checkout', {}, 'load')] }),
  '/checkout/verify/:orderId': ({ orderId }) => ({
    title: 'Confirm your payment',
    sections: [place('orders/payment-step', { orderId }, 'load')],
  }),
  '/orders': () => ({ title: 'Your orders', sections: [place('orders/orders', {}, 'idle')] }),
  '/orders/:orderId': ({ orderId }) => ({
    title: 'Your order',
    sections: [place('orders/order', { orderId }, 'load')],
  }),
  '/admin/orders': () => ({ title: 'Orders to do', sections: [place('orders/manage-orders', {}, 'idle')] }),
  '/account': () => ({ title: 'Your account', sections: [place('dashboard/account', {}, 'load')] }),
};

const notFound: PageLayout = { title: 'Page not found', sections: [{ piece: 'not-found' }], status: 404 };

/** Fragments of the header, on every page. */
export const headerPlacements = {
  cart: place('orders/mini-cart', {}, 'idle'),
  /** Only for who is signed in. */
  notifications: place('dashboard/notification-badge', {}, 'idle'),
} as const;

/** The layout of a path; that of "not found" where the table has none. */
export function findPage(path: string): PageLayout {
  for (const [pattern, layout] of Object.entries(pages)) {
    const params = matchPath(pattern, path);
    if (params) return layout(params);
  }
  return notFound;
}

/** Pages of the shell that are files of Next's own. */
const reactPages = ['/sign-in', '/register'];

/** Whether a link to this path can be followed without a full load. */
export const isPage = (path: string): boolean => reactPages.includes(path) || findPage(path) !== notFound;
