import type {
  FeaturedScreen,
  ProductListScreen,
  ProductPageScreen,
  RecommendationsScreen,
} from '@tessera/contracts/bff/catalog';
import type { ApiFetch } from '@tessera/contracts/remote/api-fetch';
import { ApiProblem, getJson } from '@tessera/remote-kit/api';

export const getFeatured = (api: ApiFetch, limit: number) =>
  getJson<FeaturedScreen>(api, `/screens/featured?limit=${limit}`);

/** Null for a category that does not exist. */
export const getProductList = (api: ApiFetch, query: URLSearchParams) =>
  orMissing(getJson<ProductListScreen>(api, `/screens/product-list?${query}`));

/** Null for a product that does not exist. */
export const getProductPage = (api: ApiFetch, slug: string) =>
  orMissing(getJson<ProductPageScreen>(api, `/screens/product-page/${encodeURIComponent(slug)}`));

export const getRecommendations = (api: ApiFetch, productId: string) =>
  getJson<RecommendationsScreen>(api, `/screens/recommendations/${encodeURIComponent(productId)}`);

async function orMissing<T>(screen: Promise<T>): Promise<T | null> {
  try {
    return await screen;
  } catch (error) {
    if (error instanceof ApiProblem && error.problem.status === 404) return null;
    throw error;
  }
}
