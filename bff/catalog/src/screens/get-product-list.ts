import { productSort } from '@tessera/contracts/api/product';
import type { ProductListScreen } from '@tessera/contracts/bff/catalog';
import type { RequestHandler } from 'express';
import { type ProductClient, shownCategories } from '../product-client.ts';
import { countOf, textOf } from '../query.ts';

/** As many as the product service counts. */
const MAX_PAGE = 1_000;

/** An unknown category is not found; any other nonsense in the url falls back to what is likely meant. */
export const getProductList =
  (products: ProductClient): RequestHandler =>
  async (req, res) => {
    // Cut, so that an endless name is an unknown category like any other.
    const category = textOf(req.query.category)?.slice(0, 60);
    const sort = productSort.catch('featured').parse(textOf(req.query.sort));
    const page = countOf(req.query.page, 1, MAX_PAGE);
    const [asked, categories] = await Promise.all([
      products.listProducts({ query: { category, sort, page } }),
      shownCategories(products),
    ]);
    const list =
      page > asked.pageCount
        ? await products.listProducts({ query: { category, sort, page: asked.pageCount } })
        : asked;
    const screen: ProductListScreen = {
      products: list.items,
      categories,
      category: categories.find(({ slug }) => slug === category) ?? null,
      sort,
      page: list.page,
      pageCount: list.pageCount,
      total: list.total,
    };
    res.json(screen);
  };
