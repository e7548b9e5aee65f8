import { productApi } from '@tessera/contracts/api/product';
import { createClient } from '@tessera/service-kit/api-client';
import { UpstreamError } from '@tessera/service-kit/upstream-error';
import { catalogUnavailable } from '../domain/cart-errors.ts';
import type { Catalogue } from '../domain/catalogue.ts';

const DEADLINE_MS = 1_500;

export function productClient(baseUrl: string): Catalogue {
  const products = createClient(productApi, { baseUrl, deadlineMs: DEADLINE_MS });
  return {
    async find(productId) {
      try {
        return await products.getProduct({ params: { id: productId } });
      } catch (error) {
        if (error instanceof UpstreamError && error.status === 404) return undefined;
        throw catalogUnavailable(error);
      }
    },
  };
}
