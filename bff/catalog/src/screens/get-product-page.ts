import type { ProductPageScreen } from '@tessera/contracts/bff/catalog';
import type { RequestHandler } from 'express';
import type { ProductClient } from '../product-client.ts';

export const getProductPage =
  (products: ProductClient): RequestHandler<{ slug: string }> =>
  async (req, res) => {
    // Cut, so that an endless slug is an unknown product like any other.
    const product = await products.getProduct({ params: { id: req.params.slug.slice(0, 80) } });
    res.json({ product } satisfies ProductPageScreen);
  };
