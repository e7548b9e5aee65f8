import { expect, test } from 'vitest';
import { remoteNameOf } from './find-release.ts';

test.each([
  ['catalog', 'catalog'],
  ['mfe-catalog', 'catalog'],
  ['mfe-catalog/', 'catalog'],
  ['./shop/mfe-catalog', 'catalog'],
  ['about-mfe-news', 'about-mfe-news'],
  ['mfe-about-mfe-news', 'about-mfe-news'],
])('When a remote is called %s, then %s is meant', (given, name) => {
  expect(remoteNameOf(given)).toBe(name);
});
