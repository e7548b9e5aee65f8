import { expect, test } from 'vitest';
import { localPath } from './local-path.ts';

test.each([
  ['/products?page=2#lamp', '/products?page=2#lamp'],
  ['/a b\r\nset-cookie: x', '/a%20bset-cookie:%20x'],
])('When %j is of this site, then it is given as a header may carry it', (value, path) => {
  expect(localPath(value)).toBe(path);
});

test.each([
  undefined,
  null,
  '',
  'cart',
  'https://evil.test/',
  '//evil.test',
  '/\\evil.test',
  '/\t/evil.test',
  '/.//evil.test',
  '/\n\\evil.test',
  `/${'x'.repeat(2001)}`,
])('When %j could lead elsewhere, then there is no path', (value) => {
  expect(localPath(value)).toBeUndefined();
});
