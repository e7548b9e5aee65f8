import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../embedded/test/temporary-folder.ts';
import { addressesFor, portsOf } from './addresses.ts';
import { BFFS, findBffs, findRemotes, REMOTES } from './deployables.ts';
import { environmentOf } from './environments.ts';
import type { Installation } from './installation.ts';

function checkout(files: readonly string[]): string {
  const root = temporaryFolder();
  for (const file of ['bff/shell/src/compose.ts', ...files]) {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), '');
  }
  return root;
}

test('When a team adds a remote and its BFF, then their folders are enough to be found', () => {
  const root = checkout([
    'mfe-wishlist/rsbuild.config.ts',
    'bff/wishlist/src/compose.ts',
    'mfe-catalog/rsbuild.config.ts',
  ]);
  expect(findRemotes(root)).toEqual(['catalog', 'wishlist']);
  expect(findBffs(root)).toEqual(['shell', 'wishlist']);
});

test('When only ignored files of another branch are left in a folder, then nothing is found there', () => {
  const root = checkout(['mfe-old/dist/1.0.0/release.json', 'bff/old/node_modules/x/index.js']);
  expect(findRemotes(root)).toEqual([]);
  expect(findBffs(root)).toEqual(['shell']);
});

test('When BFFs are added, then the documented ports stay and the new ones follow them by name', () => {
  const ports = portsOf(['catalog', 'dashboard', 'gift-cards', 'orders', 'reviews', 'shell']);
  expect(ports).toMatchObject({
    gateway: 8080,
    shell: 3000,
    'bff-shell': 4100,
    'bff-catalog': 4101,
    'bff-orders': 4102,
    'bff-dashboard': 4103,
    'bff-gift-cards': 4104,
    'bff-reviews': 4105,
    payment: 5007,
  });
});

test('When the public port is moved, then every part follows it at a port of its own', () => {
  const moved = Object.values(addressesFor('9000'));
  expect(Math.min(...moved)).toBe(9000);
  expect(new Set(moved).size).toBe(moved.length);
  expect(() => addressesFor('65535')).toThrow('PORT must be a whole number');
});
