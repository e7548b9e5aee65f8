import type { Category, Product, ProductSummary } from '../api/product.ts';

/** `GET /screens/featured?limit=8` */
export interface FeaturedScreen {
  readonly products: readonly ProductSummary[];
  readonly categories: readonly Category[];
}
/** `GET /screens/product-list?category&sort&page`; 404 for an unknown category. */
export interface ProductListScreen {
  readonly products: readonly ProductSummary[];
  readonly categories: readonly Category[];
  readonly category: Category | null;
  readonly sort: string;
  readonly page: number;
  readonly pageCount: number;
  readonly total: number;
}
/** `GET /screens/product-page/:slug`; 404 for an unknown product. */
export interface ProductPageScreen {
  readonly product: Product;
}
/** `GET /screens/recommendations/:productId`; empty when they can't be had. */
export interface RecommendationsScreen {
  readonly products: readonly ProductSummary[];
}
