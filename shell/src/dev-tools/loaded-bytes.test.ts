import { expect, test } from 'vitest';
import { bytesUnder, kB } from './loaded-bytes.ts';

const release = 'http://shop/remotes/catalog/1.0.0/';
const loaded = [
  { name: `${release}entry.js`, encodedBodySize: 10_000 },
  { name: `${release}entry.js`, encodedBodySize: 10_000 },
  { name: `${release}list.js`, encodedBodySize: 2_340 },
  { name: `${release}main.css`, encodedBodySize: 500 },
  { name: 'http://shop/remotes/catalog/1.0.01/entry.js', encodedBodySize: 7 },
  { name: 'http://shop/_next/static/main.js', encodedBodySize: 70_000 },
];

test('When files of a release were loaded, then each counts once, scripts and styles apart', () => {
  expect(bytesUnder(release, loaded)).toEqual({ script: 12_340, css: 500 });
});

test('When bytes are shown, then as kilobytes of a thousand', () => {
  expect(kB(12_340)).toBe('12.3 kB');
});
