import type { ProductList } from '@tessera/contracts/api/product';
import type { Catalogue, ProductQuery } from '../domain/catalogue.ts';
import { categoryNotFound, productNotFound } from '../domain/product-errors.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const MAX_IDS = 100;

/** `ids` is comma-separated text of anybody: what is no id is left out as unknown. */
const idsOf = (text: string) =>
  [...new Set(text.toLowerCase().split(','))].filter((id) => UUID.test(id)).slice(0, MAX_IDS);

export const browseCatalogue = ({ catalogue }: { catalogue: Catalogue }) => ({
  async listProducts({ ids, ...query }: Omit<ProductQuery, 'ids'> & { ids?: string }): Promise<ProductList> {
    const { category, page } = query;
    if (category !== undefined) {
      const known = await catalogue.categories();
      if (!known.some((candidate) => candidate.slug === category)) throw categoryNotFound();
    }
    const perPage = ids === undefined ? query.perPage : MAX_IDS;
    const { items, total } = await catalogue.list({ ...query, perPage, ...(ids !== undefined && { ids: idsOf(ids) }) });
    return { items, total, page, pageCount: Math.max(1, Math.ceil(total / perPage)) };
  },

  listCategories: async () => ({ items: await catalogue.categories() }),

  async getProduct(idOrSlug: string) {
    const product = await catalogue.find(idOrSlug);
    if (!product) throw productNotFound();
    return product;
  },

  async getRecommendations(idOrSlug: string, limit: number) {
    const items = await catalogue.recommendations(idOrSlug, limit);
    if (!items) throw productNotFound();
    return { items };
  },
});
