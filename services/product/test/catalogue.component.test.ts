import { onEachDatabase } from '@tessera/testing/databases';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoCategories } from '../demo/demo-categories.ts';
import { type ProductService, startProductService } from './product-service.ts';

onEachDatabase(
  'Browsing the demo catalogue',
  (url) => {
    let service: ProductService;
    beforeAll(async () => {
      service = await startProductService(url(), { demoData: true });
    });
    afterAll(() => service.close());

    const list = (query: Parameters<ProductService['client']['listProducts']>[0]) => service.client.listProducts(query);
    const total = demoCategories.reduce((sum, category) => sum + category.products.length, 0);

    test('When a shopper pages through everything, then each product comes once', async () => {
      const pages = await Promise.all(Array.from({ length: 9 }, (_, n) => list({ query: { page: n + 1 } })));
      expect(pages[0]).toMatchObject({ total, page: 1, pageCount: 9 });
      expect(new Set(pages.flatMap(({ items }) => items.map(({ id }) => id))).size).toBe(total);
      expect(await list({ query: { page: 1000 } })).toEqual({ items: [], total, page: 1000, pageCount: 9 });
    });

    test('When the featured products are asked for, then each category shows its best first', async () => {
      const { items } = await list({ query: { perPage: demoCategories.length } });
      expect(items.map(({ slug }) => slug)).toEqual(demoCategories.map(({ products }) => products[0]?.slug));
    });

    test.each([
      ['price-asc', (a: Item, b: Item) => a.price.amount <= b.price.amount],
      ['price-desc', (a: Item, b: Item) => a.price.amount >= b.price.amount],
      ['rating', (a: Item, b: Item) => a.rating.average >= b.rating.average],
    ] as const)('When a category is sorted by %s, then it is in that order', async (sort, inOrder) => {
      const { items } = await list({ query: { category: 'music', sort, perPage: 100 } });
      expect(items.every((item) => item.category === 'music')).toBe(true);
      expect(items.every((item, n) => n === 0 || inOrder(items[n - 1] as Item, item))).toBe(true);
    });
    type Item = Awaited<ReturnType<typeof list>>['items'][number];

    test('When categories are asked for, then they come with their counts', async () => {
      const { items } = await service.client.listCategories();
      expect(Object.fromEntries(items.map(({ slug, count }) => [slug, count]))).toEqual(
        Object.fromEntries(demoCategories.map(({ slug, products }) => [slug, products.length])),
      );
    });

    test('When ids are given, then just those come and what is no id is left out', async () => {
      const [first, second] = (await list({ query: { perPage: 2 } })).items;
      const ids = [first?.id.toUpperCase(), second?.id, second?.id, 'x', '', "' or 1=1"].join();
      expect((await list({ query: { ids, perPage: 1 } })).items).toHaveLength(2);
      expect((await list({ query: { ids: 'nothing' } })).total).toBe(0);
    });

    test('When a product is asked for by id or by slug, then it is the same product', async () => {
      const bySlug = await service.client.getProduct({ params: { id: 'bruno-the-bear' } });
      expect(bySlug).toMatchObject({ name: 'Bruno the Bear', categoryName: 'Toys & Games', version: 1 });
      expect(await service.client.getProduct({ params: { id: bySlug.id } })).toEqual(bySlug);
    });

    test('When recommendations are asked for, then others that can be bought come, of the same category first', async () => {
      const { items } = await service.client.getRecommendations({
        params: { id: 'bruno-the-bear' },
        query: { limit: 4 },
      });
      expect(items).toHaveLength(4);
      for (const item of items) {
        expect(item).toMatchObject({ category: 'toys-games' });
        expect(item.slug).not.toBe('bruno-the-bear');
        expect(item.available).toBeGreaterThan(0);
      }
    });

    test.each([
      ['/products/nothing', 404, 'product-not-found'],
      ['/products/%00', 404, 'product-not-found'],
      ["/products/'--", 404, 'product-not-found'],
      ['/products/nothing/recommendations', 404, 'product-not-found'],
      ['/products?category=nothing', 404, 'category-not-found'],
      ['/products?category=%00', 404, 'category-not-found'],
      ['/products?page=0', 400, 'invalid-input'],
      ['/products?page=1e9', 400, 'invalid-input'],
      ['/products?perPage=101', 400, 'invalid-input'],
      ['/products?sort=magic', 400, 'invalid-input'],
      ['/products?sort=name&sort=name', 400, 'invalid-input'],
      [`/products/${'x'.repeat(81)}`, 400, 'invalid-input'],
      ['/products/bruno-the-bear/recommendations?limit=13', 400, 'invalid-input'],
      ['/products/%zz', 400, 'malformed-url'],
      ['/media/1f9f8.png', 404, 'picture-not-found'],
      ['/media/..%2f..%2fpackage.json', 404, 'picture-not-found'],
      ['/media/00000.webp', 404, 'picture-not-found'],
    ])('When %s is asked for, then the answer is %i %s', async (path, status, code) => {
      const response = await fetch(service.baseUrl + path);
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect(await response.json()).toMatchObject({ status, code });
    });

    test('When a picture is asked for, then it is a webp that may be kept for ever', async () => {
      const response = await fetch(`${service.baseUrl}/media/1f9f8.webp`);
      expect(response.headers.get('content-type')).toBe('image/webp');
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
    });

    test('When the service starts again, then what was sold, changed or removed stays so', async () => {
      const bear = await service.client.getProduct({ params: { id: 'bruno-the-bear' } });
      const kite = await service.client.getProduct({ params: { id: 'kestrel-kite' } });
      const change = { version: bear.version, stock: 3, name: 'Bruno' };
      await service.client.updateProduct({ params: { id: bear.id }, body: change, caller: service.manager });
      await service.client.deleteProduct({ params: { id: kite.id }, caller: service.manager });

      const restarted = await startProductService(url(), { demoData: true });
      const after = await restarted.client.listProducts({ query: { ids: [bear.id, kite.id].join() } });
      await restarted.close();

      expect(after.items).toMatchObject([{ id: bear.id, name: 'Bruno', available: 3 }]);
    });
  },
  ['PGlite', 'PostgreSQL'],
);
