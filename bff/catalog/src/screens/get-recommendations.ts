import type { RecommendationsScreen } from '@tessera/contracts/bff/catalog';
import { settle } from '@tessera/service-kit/bff/screen';
import type { RequestHandler } from 'express';
import type { ProductClient } from '../product-client.ts';

export const getRecommendations =
  (products: ProductClient): RequestHandler<{ productId: string }> =>
  async (req, res) => {
    const { items } = await settle(products.getRecommendations({ params: { id: req.params.productId } }), {
      items: [],
    });
    res.json({ products: items } satisfies RecommendationsScreen);
  };
