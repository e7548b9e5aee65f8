import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@tessera/testing/temporary-folder';
import { expect, test } from 'vitest';
import { sourceVersion } from './source-version.ts';

async function put(folder: string, path: string, content: unknown) {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
}

/** A remote that uses the package `@tessera/kit` and the library `lib`. */
async function workspace() {
  const folder = await temporaryFolder();
  const dependencies = { '@tessera/kit': '*', lib: '^1' };
  await put(folder, 'remote/package.json', { name: '@tessera/remote', version: '2.1.0', dependencies });
  await put(folder, 'remote/src/browser.ts', 'export {}');
  await put(folder, 'node_modules/@tessera/kit/package.json', { name: '@tessera/kit', version: '1.0.0' });
  await put(folder, 'node_modules/@tessera/kit/src/api.ts', 'export {}');
  await put(folder, 'node_modules/lib/package.json', { name: 'lib', version: '1.0.0' });
  return { folder, remote: join(folder, 'remote') };
}

test('When nothing changes, the version stays: package version and ten hex digits', async () => {
  const { remote } = await workspace();

  const version = await sourceVersion(remote);

  expect(version).toMatch(/^2\.1\.0-[0-9a-f]{10}$/);
  expect(await sourceVersion(remote)).toBe(version);
});

test.each([
  ['a source of the remote', 'remote/src/browser.ts', 'export const a = 1'],
  ['a package that it uses', 'node_modules/@tessera/kit/src/api.ts', 'export const a = 1'],
  ['the installed version of a library', 'node_modules/lib/package.json', { name: 'lib', version: '1.0.1' }],
])('When %s changes, the version changes', async (_, path, content) => {
  const { folder, remote } = await workspace();
  const before = await sourceVersion(remote);

  await put(folder, path, content);

  expect(await sourceVersion(remote)).not.toBe(before);
});

test('When only a test changes, the version stays', async () => {
  const { folder, remote } = await workspace();
  const before = await sourceVersion(remote);

  await put(folder, 'remote/src/browser.test.ts', 'test');

  expect(await sourceVersion(remote)).toBe(before);
});

test('When a dependency is not installed, the fault names it', async () => {
  const { folder, remote } = await workspace();
  await put(folder, 'remote/package.json', {
    name: '@tessera/remote',
    version: '2.1.0',
    dependencies: { nowhere: '1' },
  });

  await expect(sourceVersion(remote)).rejects.toThrow('nowhere');
});
