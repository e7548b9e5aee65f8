import type { Category, productApi } from '@tessera/contracts/api/product';
import type { Client } from '@tessera/service-kit/api-client';
import { settle } from '@tessera/service-kit/bff/screen';

export type ProductClient = Client<typeof productApi>;

/** Those that have something to show; none when they can't be had, because a page does without its menu. */
export async function shownCategories(products: ProductClient): Promise<Category[]> {
  const { items } = await settle(products.listCategories(), { items: [] });
  return items.filter((category) => category.count > 0);
}
