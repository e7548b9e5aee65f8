import type { FragmentName } from '@tessera/contracts/remote/fragments';
import { escapeHtml } from './slot-tags.ts';

interface Fallback {
  readonly heading: string;
  readonly text: string;
  readonly link?: { readonly href: string; readonly label: string };
}

const shop = { href: '/products', label: 'Browse all products' };
const again = { href: '', label: 'Try again' };

/** What a shopper reads in place of a fragment that can't be shown. */
const messages: Partial<Record<FragmentName, Fallback>> = {
  'catalog/featured-products': {
    heading: 'Our favourites are on their way',
    text: 'They can’t be shown just now. The whole shop is open all the same.',
    link: shop,
  },
  'catalog/product-list': {
    heading: 'The shelves are being tidied',
    text: 'Our products can’t be shown just now. Your cart and orders are safe.',
    link: again,
  },
  'catalog/product-page': {
    heading: 'This product can’t be shown just now',
    text: 'It is not you, it is us. A moment later it usually works.',
    link: again,
  },
  'orders/cart': {
    heading: 'Your cart can’t be shown just now',
    text: 'Nothing is lost: what you put in is still there.',
    link: again,
  },
  'orders/checkout': {
    heading: 'The checkout is taking a short break',
    text: 'Nothing was ordered and nothing was charged. Your cart is as you left it.',
    link: again,
  },
  'orders/payment-step': {
    heading: 'We can’t reach the payment just now',
    text: 'Your order is kept. You will not be charged twice.',
    link: again,
  },
  'orders/orders': {
    heading: 'Your orders can’t be shown just now',
    text: 'They are safe and on their way as usual.',
    link: again,
  },
  'orders/order': {
    heading: 'This order can’t be shown just now',
    text: 'It is safe and goes on as usual.',
    link: again,
  },
  'dashboard/account': {
    heading: 'Your account can’t be shown just now',
    text: 'Nothing has changed in it. A moment later it usually works.',
    link: again,
  },
};

/** Fragments that a page can do without, or that have a plain link for a stand-in. */
const quiet: Partial<Record<FragmentName, string>> = {
  'catalog/recommendations': '',
  'dashboard/notification-badge': '',
  'orders/mini-cart': '<a class="shell-icon-link" href="/cart">Cart</a>',
  'orders/add-to-cart': '<p class="t-small t-muted">Adding to the cart is not possible just now.</p>',
};

/** HTML in place of `name`; without scripts, and harmless whatever the name is. */
export function fallbackHtml(name: string): string {
  const known = quiet[name as FragmentName];
  if (known !== undefined) return known;
  const { heading, text, link } = messages[name as FragmentName] ?? {
    heading: 'This part can’t be shown just now',
    text: 'Everything around it works.',
  };
  const action = link ? `<a class="t-button t-button--quiet" href="${escapeHtml(link.href)}">${link.label}</a>` : '';
  return `<div class="t-card t-empty shell-fallback" role="status"><h2>${heading}</h2><p>${text}</p>${action}</div>`;
}
