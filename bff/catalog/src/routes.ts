import { passage } from '@tessera/service-kit/bff/passage';
import type { Express } from 'express';
import type { ProductClient } from './product-client.ts';
import { getFeatured } from './screens/get-featured.ts';
import { getProductList } from './screens/get-product-list.ts';
import { getProductPage } from './screens/get-product-page.ts';
import { getRecommendations } from './screens/get-recommendations.ts';

/** Passed on to the product service as they are. */
const PASSAGES = ['/products', '/categories', '/media'];

export const routes =
  ({ products, productServiceUrl }: { products: ProductClient; productServiceUrl: string }) =>
  (app: Express) => {
    app.get('/screens/featured', getFeatured(products));
    app.get('/screens/product-list', getProductList(products));
    app.get('/screens/product-page/:slug', getProductPage(products));
    app.get('/screens/recommendations/:productId', getRecommendations(products));
    app.use(PASSAGES, passage(productServiceUrl));
  };
