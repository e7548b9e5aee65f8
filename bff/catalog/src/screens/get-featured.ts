import type { FeaturedScreen } from '@tessera/contracts/bff/catalog';
import type { RequestHandler } from 'express';
import { type ProductClient, shownCategories } from '../product-client.ts';
import { countOf } from '../query.ts';

export const getFeatured =
  (products: ProductClient): RequestHandler =>
  async (req, res) => {
    const perPage = countOf(req.query.limit, 8, 24);
    const [list, categories] = await Promise.all([
      products.listProducts({ query: { sort: 'featured', perPage } }),
      shownCategories(products),
    ]);
    res.json({ products: list.items, categories } satisfies FeaturedScreen);
  };
