import type { ProductPageScreen } from '@tessera/contracts/bff/catalog';
import { getProductPage } from '../../api/screens.ts';
import { defineFragment } from '../../fragment/fragment.ts';
import { productJsonLd } from './product-json-ld.ts';
import ProductPage from './product-page.vue';

/** Null is a product that does not exist. */
export default defineFragment<'catalog/product-page', ProductPageScreen | null>('catalog/product-page', {
  component: ProductPage,
  load: ({ api, props }) => getProductPage(api, props.slug),
  page(screen) {
    if (!screen) return { title: 'Product not found', status: 404 };
    const { product } = screen;
    return {
      title: product.name,
      description: product.tagline,
      image: product.image.url,
      jsonLd: productJsonLd(product),
    };
  },
});
