import { productApi } from '@tessera/contracts/api/product';
import { createClient } from '@tessera/service-kit/api-client';
import { DomainError } from '@tessera/service-kit/problem-error';
import type { Catalogue } from '../domain/ports.ts';
import { translate } from './upstream-refusals.ts';

export function createProductCatalogue(baseUrl: string): Catalogue {
  const products = createClient(productApi, { baseUrl });
  return {
    async find(ids) {
      const { items } = await products.listProducts({ query: { ids: ids.join(','), perPage: 100 } });
      return items;
    },
    async reserve(orderId, lines, expiresAt) {
      const body = { orderId, lines: [...lines], expiresAt: expiresAt.toISOString() };
      const reserving = translate(products.reserve({ body }), [
        'out-of-stock',
        'product-not-found',
        'reservation-conflict',
      ]);
      await reserving.catch((error: unknown) => {
        if (!(error instanceof DomainError) || error.code !== 'reservation-conflict') throw error;
        // An attempt that was resumed after its hold was given up. The key is free again, and the next try holds anew.
        throw new DomainError('request-in-progress', 'The items could not be kept for you yet. Please try again.', {
          cause: error,
        });
      });
    },
    async release(orderId) {
      await translate(products.releaseReservation({ params: { id: orderId } }), ['reservation-not-found']);
    },
  };
}
