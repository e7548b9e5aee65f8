import { getFeatured } from '../../api/screens.ts';
import { defineFragment } from '../../fragment/fragment.ts';
import type { Featured } from './featured.ts';
import FeaturedProducts from './featured-products.vue';

/** More than are shown: among them is a picture for each category's tile, the last so that few appear twice. */
const ASKED = 24;

export default defineFragment<'catalog/featured-products', Featured>('catalog/featured-products', {
  component: FeaturedProducts,
  async load({ api, props }) {
    const { products, categories } = await getFeatured(api, ASKED);
    return {
      products: products.slice(0, props.limit ?? 8),
      tiles: categories.map((category) => ({
        ...category,
        image: products.findLast((product) => product.category === category.slug)?.image ?? null,
      })),
    };
  },
});
