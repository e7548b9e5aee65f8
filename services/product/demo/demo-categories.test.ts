import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { picturePath } from '../src/http/media.ts';
import { demoCategories } from './demo-categories.ts';
import { demoId } from './load-demo-products.ts';

const products = demoCategories.flatMap((category) => category.products);
const distinct = (values: readonly string[]) => new Set(values).size;

test('Each of about 200 demo products has its own slug, name, texts, picture and id', () => {
  expect(products.length).toBeGreaterThanOrEqual(200);
  for (const key of ['slug', 'name', 'tagline', 'description', 'picture'] as const) {
    expect(distinct(products.map((product) => product[key]))).toBe(products.length);
  }
  expect(distinct(products.map(({ slug }) => demoId(slug)))).toBe(products.length);
});

test.each(products)('$name has a picture, a text to read and plausible numbers', (product) => {
  expect(existsSync(picturePath(`${product.picture}.webp`))).toBe(true);
  expect(product.description.length).toBeGreaterThan(120);
  expect(product.description.match(/[.!?](\s|$)/g)?.length).toBeGreaterThanOrEqual(2);
  expect(product.price).toBeGreaterThan(0);
  expect(product.rating[0]).toBeLessThanOrEqual(5);
  expect(Object.keys(product.details).length).toBeGreaterThanOrEqual(3);
});

test('A few products are sold out and some are nearly so', () => {
  expect(products.filter(({ stock }) => stock === 0).length).toBeGreaterThanOrEqual(5);
  expect(products.filter(({ stock }) => stock > 0 && stock < 5).length).toBeGreaterThanOrEqual(10);
});
