import { describe, expect, it } from 'vitest';
import { findPage, isPage } from './page-table.ts';

const fragmentsOf = (path: string) =>
  findPage(path).sections.flatMap((section) => ('fragment' in section ? [[section.fragment, section.props]] : []));

describe('the page table', () => {
  it.each([
    ['/', 'catalog/featured-products', { limit: 8 }],
    ['/products', 'catalog/product-list', {}],
    ['/products/clay-pot', 'catalog/product-page', { slug: 'clay-pot' }],
    ['/products/clay%20pot/', 'catalog/product-page', { slug: 'clay pot' }],
    ['/cart', 'orders/cart', {}],
    ['/checkout', 'orders/checkout', {}],
    ['/checkout/verify/7', 'orders/payment-step', { orderId: '7' }],
    ['/orders', 'orders/orders', {}],
    ['/orders/7', 'orders/order', { orderId: '7' }],
    ['/account', 'dashboard/account', {}],
  ])('When %s is asked for, then %s stands there', (path, fragment, props) => {
    expect(fragmentsOf(path)).toContainEqual([fragment, props]);
    expect(isPage(path)).toBe(true);
  });

  it.each(['/nope', '/products/a/b', '/orders//', '/products/%E0%A4%A', '/cart/x'])(
    'When %s is asked for, then there is no such page',
    (path) => {
      expect(findPage(path).status).toBe(404);
      expect(isPage(path)).toBe(false);
    },
  );

  it('When a link leads to a page of the shell’s own, then it is a page too', () => {
    expect(isPage('/sign-in')).toBe(true);
  });
});
