import type { Fragment } from '../fragment/fragment.ts';

/** Which feature answers for which fragment; each is a chunk of its own in the browser. */
const features: Record<string, () => Promise<{ fragment: unknown }>> = {
  'mini-cart': () => import('../features/mini-cart/mini-cart.tsx'),
  'add-to-cart': () => import('../features/add-to-cart/add-to-cart.tsx'),
  cart: () => import('../features/cart/cart.tsx'),
  checkout: () => import('../features/checkout/checkout.tsx'),
  'payment-step': () => import('../features/payment-step/payment-step.tsx'),
  orders: () => import('../features/orders/orders.tsx'),
  order: () => import('../features/order/order.tsx'),
  'manage-orders': () => import('../features/manage-orders/manage-orders.tsx'),
};

export async function findFragment(name: string): Promise<Fragment> {
  const feature = features[name];
  if (!feature) throw new Error(`The orders remote has no fragment "${name}"`);
  return (await feature()).fragment as Fragment;
}
