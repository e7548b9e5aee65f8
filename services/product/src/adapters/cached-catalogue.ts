import type { Category, Product, ProductSummary } from '@tessera/contracts/api/product';
import type { Catalogue, ProductQuery } from '../domain/catalogue.ts';
import type { Cache } from './cache.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const ALL_IDS = 100;

const summaryKey = (id: string) => `summary:${id}`;
const productKey = (id: string) => `product:${id}`;
const listKey = ({ category = '', sort, page, perPage }: ProductQuery) =>
  `list:${sort}:${page}:${perPage}:${encodeURIComponent(category)}`;

/** What tells of these products' stock. */
export const keysOfStock = (productIds: readonly string[]): string[] =>
  productIds.flatMap((id) => [summaryKey(id), productKey(id)]);

/**
 * The catalogue, remembered. Lists hold ids only and products stand alone, so that a sale makes two entries old and not
 * every page. Products asked for by id, as carts and orders do, are never remembered: they pay what is true now.
 */
export function cachedCatalogue(stored: Catalogue, cache: Cache): Catalogue {
  /** Of products on sale only, in the order of the ids. */
  async function summaries(ids: readonly string[]): Promise<ProductSummary[]> {
    if (ids.length === 0) return [];
    const idOf = new Map(ids.map((id) => [summaryKey(id), id]));
    const found = await cache.getMany<ProductSummary>([...idOf.keys()], async (keys) => {
      const missing = keys.map((key) => idOf.get(key) as string);
      const { items } = await stored.list({ ids: missing, sort: 'featured', page: 1, perPage: ALL_IDS });
      return new Map(items.map((item) => [summaryKey(item.id), item]));
    });
    return ids.flatMap((id) => found.get(summaryKey(id)) ?? []);
  }

  const idOf = (idOrSlug: string) =>
    UUID.test(idOrSlug)
      ? Promise.resolve(idOrSlug.toLowerCase())
      : cache.get<string>(
          `slug:${encodeURIComponent(idOrSlug)}`,
          async () => (await stored.find(idOrSlug))?.id ?? null,
        );

  return {
    async list(query) {
      if (query.ids) return stored.list(query);
      let fresh: ProductSummary[] | undefined;
      const remembered = await cache.get<{ ids: string[]; total: number }>(listKey(query), async () => {
        const { items, total } = await stored.list(query);
        fresh = items;
        return { ids: items.map(({ id }) => id), total };
      });
      const { ids = [], total = 0 } = remembered ?? {};
      return { items: fresh ?? (await summaries(ids)), total };
    },

    async categories() {
      return (await cache.get<Category[]>('categories', () => stored.categories())) ?? [];
    },

    async find(idOrSlug) {
      const id = await idOf(idOrSlug);
      if (!id) return undefined;
      const product = await cache.get<Product>(productKey(id), async () => (await stored.find(id)) ?? null);
      return product ?? undefined;
    },

    async recommendations(idOrSlug, limit) {
      const key = `recommendations:${limit}:${encodeURIComponent(idOrSlug)}`;
      const ids = await cache.get<string[]>(key, async () => {
        const items = await stored.recommendations(idOrSlug, limit);
        return items?.map(({ id }) => id) ?? null;
      });
      return ids ? (await summaries(ids)).filter(({ available }) => available > 0) : undefined;
    },
  };
}
