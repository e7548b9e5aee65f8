import './styles/index.css';
import type { Parcel } from '@tessera/contracts/remote/browser-entry';
import { createFragmentParcel } from './app/create-parcel.ts';
import type { Fragment } from './fragment/fragment.ts';

const fragments: Record<string, () => Promise<{ default: Fragment }>> = {
  'featured-products': () => import('./features/featured-products/fragment.ts'),
  'product-list': () => import('./features/product-list/fragment.ts'),
  'product-page': () => import('./features/product-page/fragment.ts'),
  recommendations: () => import('./features/recommendations/fragment.ts'),
};

export async function createParcel(name: string): Promise<Parcel> {
  const load = fragments[name];
  if (!load) throw new Error(`The catalog has no fragment ${name}`);
  return createFragmentParcel((await load()).default);
}
