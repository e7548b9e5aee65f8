import { productSummary } from '@tessera/contracts/api/product';
import { createLogger } from '@tessera/service-kit/logger';
import { serve } from '@tessera/service-kit/process';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { compose } from '../src/compose.ts';
import { startStandInProductService } from './stand-in-product-service.ts';

describe('The catalogue BFF', () => {
  let service: Awaited<ReturnType<typeof startStandInProductService>>;
  let bff: Awaited<ReturnType<typeof serve>>;
  const start = (productServiceUrl: string) => {
    const config = { port: 0, sessionSecret: 'a secret for tests only, long enough', secureCookies: false };
    const { app } = compose(
      { ...config, productServiceUrl, userServiceUrl: 'http://127.0.0.1:9' },
      { logger: createLogger('bff-catalog', 'silent') },
    );
    return serve(app, { port: 0 });
  };
  beforeAll(async () => {
    service = await startStandInProductService();
    bff = await start(service.url);
  });
  afterEach(() => service.broken.clear());
  afterAll(async () => {
    await bff.close();
    await service.close();
  });
  const get = async (path: string, { port } = bff) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: response.status, headers: response.headers, body: await response.json() };
  };

  test('When the start page asks, then it gets as many featured products as it wants and categories with something in them', async () => {
    const { status, body } = await get('/screens/featured?limit=5');
    expect(status).toBe(200);
    expect(productSummary.array().length(5).safeParse(body.products).success).toBe(true);
    expect(body.categories).toEqual([{ slug: 'lamps', name: 'lamps', count: 30 }]);
    expect((await get('/screens/featured?limit=a')).body.products).toHaveLength(8);
  });

  test('When the list is asked for a category, then products, category and paging come in one answer', async () => {
    const { body } = await get('/screens/product-list?category=lamps&sort=price-asc&page=2');
    expect(body).toMatchObject({
      category: { slug: 'lamps', count: 30 },
      sort: 'price-asc',
      page: 2,
      pageCount: 2,
      total: 30,
    });
    expect(body.products).toHaveLength(6);
  });

  test.each([
    ['page=99999', { page: 2, sort: 'featured' }],
    ['page=0', { page: 1 }],
    ['page=two', { page: 1 }],
    ['page=2&page=1', { page: 2 }],
    ['sort=cheapest', { sort: 'featured', page: 1 }],
    ['sort=name&sort=rating', { sort: 'name' }],
    ['category=', { category: null, total: 30 }],
  ])('When the url says %s, then the nearest sense is made of it', async (query, expected) => {
    const { status, body } = await get(`/screens/product-list?${query}`);
    expect(status).toBe(200);
    expect(body).toMatchObject(expected);
    expect(body.products.length).toBeGreaterThan(0);
  });

  test.each([
    ['/screens/product-list?category=nothing', 'category-not-found'],
    [`/screens/product-list?category=${'x'.repeat(500)}`, 'category-not-found'],
    ['/screens/product-page/nothing', 'product-not-found'],
    [`/screens/product-page/${'x'.repeat(500)}`, 'product-not-found'],
    ['/products/nothing', 'product-not-found'],
    ['/reservations', 'not-found'],
    ['/screens/nothing', 'not-found'],
  ])('When %s is asked for, then it is a 404 %s', async (path, code) => {
    expect(await get(path)).toMatchObject({ status: 404, body: { status: 404, code } });
  });

  test('When a product page is asked for, then the whole product comes', async () => {
    const { body } = await get('/screens/product-page/lamp-3');
    expect(body.product).toMatchObject({ slug: 'lamp-3', categoryName: 'Lamps' });
    const related = await get(`/screens/recommendations/${body.product.id}`);
    expect(related.body.products).toHaveLength(4);
  });

  test('When a lesser part is broken, then the screen comes without it', async () => {
    service.broken.add('listCategories').add('getRecommendations');
    expect(await get('/screens/featured')).toMatchObject({ status: 200, body: { categories: [] } });
    const list = await get('/screens/product-list?category=lamps');
    expect(list).toMatchObject({ status: 200, body: { categories: [], category: null, total: 30 } });
    expect(await get('/screens/recommendations/lamp-3')).toMatchObject({ status: 200, body: { products: [] } });
    expect(await get('/screens/recommendations/nothing')).toMatchObject({ status: 200, body: { products: [] } });
  });

  test('When the product service fails or is down, then the answer is a problem that tells nothing of the inside', async () => {
    service.broken.add('listProducts');
    const failed = await get('/screens/featured');
    expect(failed.status).toBeGreaterThanOrEqual(502);
    expect(JSON.stringify(failed.body)).not.toContain('127.0.0.1');

    const alone = await start('http://127.0.0.1:9');
    for (const path of ['/screens/featured', '/screens/product-page/lamp-3', '/products', '/media/1f4a1.webp']) {
      expect(await get(path, alone)).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    }
    expect(await get('/health/ready', alone)).toMatchObject({ status: 503 });
    expect(await get('/health/live', alone)).toMatchObject({ status: 200 });
    await alone.close();
  });

  test('When a plain list is asked for, then it is passed on with its query', async () => {
    const { body } = await get('/products?perPage=3&page=2');
    expect(body).toMatchObject({ page: 2, pageCount: 10, items: [{ slug: 'lamp-3' }, {}, {}] });
    expect(await get('/products?perPage=3000')).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
  });

  test('When another site sends a change, then it goes nowhere', async () => {
    const response = await fetch(`http://127.0.0.1:${bff.port}/products`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' },
      body: '{}',
    });
    expect(response.status).toBe(403);
  });
});
