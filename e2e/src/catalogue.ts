import { randomUUID } from 'node:crypto';
import { type APIRequestContext, request as newRequest } from '@playwright/test';
import { expect } from './shop.ts';

interface Draft {
  readonly name: string;
  readonly amount: number;
  readonly stock: number;
}

/** A product of one test's own, which it may change behind the shopper's back. `remove` takes it off sale again. */
export async function putOnSale(baseURL: string, { name, amount, stock }: Draft) {
  const admin = await newRequest.newContext({ baseURL, extraHTTPHeaders: { Origin: new URL(baseURL).origin } });
  const signedIn = await admin.post('/api/shell/sign-in', {
    data: { email: 'admin@tessera.test', password: 'tessera-demo' },
  });
  expect(signedIn.status()).toBe(200);
  const { items } = await (await admin.get('/api/catalog/products?perPage=1')).json();
  const slug = `test-${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  const created = await admin.post('/api/catalog/products', {
    headers: { 'Idempotency-Key': randomUUID() },
    data: {
      ...{ slug, name, stock, tagline: 'For a test', description: name },
      ...{ category: items[0].category, image: items[0].image, price: { amount, currency: 'EUR' } },
    },
  });
  expect(created.status()).toBe(201);
  const { id } = await created.json();
  return {
    slug,
    change: (change: { price?: { amount: number; currency: 'EUR' }; stock?: number }) => patch(admin, id, change),
    remove: async () => {
      await admin.delete(`/api/catalog/products/${id}`);
      await admin.dispose();
    },
  };
}

async function patch(admin: APIRequestContext, id: string, change: object): Promise<void> {
  const { version } = await (await admin.get(`/api/catalog/products/${id}`)).json();
  const changed = await admin.patch(`/api/catalog/products/${id}`, { data: { version, ...change } });
  expect(changed.status()).toBe(200);
}
