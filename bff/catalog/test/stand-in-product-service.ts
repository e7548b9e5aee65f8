import { type ProductSummary, productApi } from '@tessera/contracts/api/product';
import { createLogger } from '@tessera/service-kit/logger';
import { DomainError } from '@tessera/service-kit/problem-error';
import { serve } from '@tessera/service-kit/process';
import { implement } from '@tessera/service-kit/routes';
import { createService } from '@tessera/service-kit/service';
import { newId } from '@tessera/service-kit/system';

const summary = (n: number): ProductSummary => ({
  id: newId(),
  slug: `lamp-${n}`,
  name: `Lamp ${n}`,
  tagline: 'It shines',
  category: 'lamps',
  price: { amount: 1990, currency: 'EUR' },
  image: { url: '/api/catalog/media/1f4a1.webp', alt: '', tint: '#ffeecc' },
  available: 5,
  rating: { average: 4.5, count: 2 },
});
const products = Array.from({ length: 30 }, (_, n) => summary(n));
const missing = (what: string) => new DomainError(`${what}-not-found`, 'There is none.');
const notHere = () => {
  throw new Error('The catalogue BFF has no business here');
};

/**
 * The product service as its contract describes it: the kit checks every question and answer against the schemas, so a
 * BFF that asks or reads anything else fails. `broken` names endpoints that answer 500.
 */
export async function startStandInProductService() {
  const broken = new Set<keyof typeof productApi>();
  const asked: string[] = [];
  const up = (name: keyof typeof productApi) => {
    asked.push(name);
    if (broken.has(name)) throw new Error('broken on purpose');
  };
  const find = (key: string) => {
    const found = products.find(({ id, slug }) => id === key || slug === key);
    if (!found) throw missing('product');
    return found;
  };
  const app = createService({
    name: 'product',
    logger: createLogger('product', 'silent'),
    checks: {},
    problems: { 'product-not-found': 404, 'category-not-found': 404 },
    api: productApi,
    routes: (routes) =>
      implement(
        routes,
        productApi,
        {
          listProducts: ({ query }) => {
            up('listProducts');
            if (query.category !== undefined && query.category !== 'lamps') throw missing('category');
            const items = products.slice((query.page - 1) * query.perPage, query.page * query.perPage);
            return { items, total: 30, page: query.page, pageCount: Math.ceil(30 / query.perPage) };
          },
          listCategories: () => {
            up('listCategories');
            const category = (slug: string, count: number) => ({ slug, name: slug, count });
            return { items: [category('lamps', 30), category('empty', 0)] };
          },
          getProduct: ({ params }) => {
            up('getProduct');
            const texts = { description: '', details: [], categoryName: 'Lamps', sku: 'T-1', version: 1 };
            return { ...find(params.id), ...texts, updatedAt: new Date().toISOString() };
          },
          getRecommendations: ({ params, query }) => {
            up('getRecommendations');
            find(params.id);
            return { items: products.slice(0, query.limit) };
          },
          createProduct: notHere,
          updateProduct: notHere,
          deleteProduct: notHere,
          reserve: notHere,
          commitReservation: notHere,
          releaseReservation: notHere,
        },
        { authenticate: async () => ({ kind: 'anonymous' }) },
      ),
  });
  const server = await serve(app, { port: 0 });
  return { url: `http://127.0.0.1:${server.port}`, broken, asked, close: server.close };
}
