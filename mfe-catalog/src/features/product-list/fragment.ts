import type { ProductListScreen } from '@tessera/contracts/bff/catalog';
import { getProductList } from '../../api/screens.ts';
import { defineFragment } from '../../fragment/fragment.ts';
import ProductList from './product-list.vue';

/** Null is a category that does not exist. */
export default defineFragment<'catalog/product-list', ProductListScreen | null>('catalog/product-list', {
  component: ProductList,
  load({ api, url }) {
    const asked = new URL(url, 'http://shop').searchParams;
    const query = new URLSearchParams();
    for (const name of ['category', 'sort', 'page']) {
      const value = asked.get(name);
      if (value) query.set(name, value);
    }
    return getProductList(api, query);
  },
  page(screen) {
    if (!screen) return { title: 'Category not found', status: 404 };
    const name = screen.category?.name ?? 'All products';
    return {
      title: screen.page > 1 ? `${name}, page ${screen.page}` : name,
      description: `${name} at Tessera: ${screen.total} ${screen.total === 1 ? 'product' : 'products'}, ready to ship.`,
    };
  },
});
