import { expect, test } from 'vitest';
import { faultUrl, overrideUrl, TARGET_PATTERN, takeBackUrl } from './override-urls.ts';

const page = 'http://localhost:8080/products?category=desk#top';
const remoteOf = (url: string) => new URL(url).searchParams.getAll('remote');

test('When a remote is overridden, then the rest of the address stays', () => {
  const url = overrideUrl(page, 'catalog', ' http://localhost:3100/ ');

  expect(remoteOf(url)).toEqual(['catalog@http://localhost:3100']);
  expect(new URL(url).searchParams.get('category')).toBe('desk');
});

test('When one is taken back, then only its name is sent; and nothing for all', () => {
  expect(remoteOf(takeBackUrl(page, 'catalog'))).toEqual(['catalog']);
  expect(remoteOf(takeBackUrl(page))).toEqual(['']);
});

test('When a fault is chosen, then the release comes from the mirror of this very origin', () => {
  expect(remoteOf(faultUrl(page, 'orders', 'hanging'))).toEqual(['orders@http://localhost:8080/faults/hanging']);
});

test.each([
  ['1.0.3', true],
  ['1.0.3-dev.5', true],
  ['http://localhost:3100', true],
  ['https://branch.example/shop', true],
  ['catalog', false],
  ['localhost:3100', false],
])('When the target is %s, then the form takes it: %s', (target, taken) => {
  expect(new RegExp(`^(?:${TARGET_PATTERN})$`, 'v').test(target)).toBe(taken);
});
