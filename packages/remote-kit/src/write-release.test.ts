import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@tessera/testing/temporary-folder';
import { expect, test } from 'vitest';
import { type ReleaseFacts, sha384, writeRelease } from './write-release.ts';

const facts: ReleaseFacts = {
  name: 'catalog',
  version: '1.0.0-0123456789',
  framework: 'Vue 3.5',
  team: 'Catalog',
  bff: '/api/catalog',
};

async function builtFolder(files: Record<string, string>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}
const whole = {
  'remoteEntry.js': 'var catalog;',
  'node/remoteEntry.cjs': 'exports.get = 1',
  'static/css/async/a.css': '.catalog-card {}',
  'static/js/async/b.js': 'b',
};

test('When a build is whole, its release names both containers, the styles and the hash of every file', async () => {
  const folder = await builtFolder(whole);

  const release = await writeRelease(folder, facts, { now: new Date('2026-01-02T03:04:05Z') });

  expect(release).toMatchObject({
    ...facts,
    contract: 1,
    web: { entry: 'remoteEntry.js', css: ['static/css/async/a.css'] },
    node: { entry: 'node/remoteEntry.cjs' },
    builtAt: '2026-01-02T03:04:05.000Z',
  });
  expect(release.integrity).toEqual(
    Object.fromEntries(Object.entries(whole).map(([path, content]) => [path, sha384(content)])),
  );
  expect(JSON.parse(await readFile(join(folder, 'release.json'), 'utf8'))).toEqual(release);
});

test('When a release is written anew, it describes what is there now and leaves no draft', async () => {
  const folder = await builtFolder(whole);
  await writeRelease(folder, facts);
  await writeFile(join(folder, 'remoteEntry.js'), 'var changed;');

  const release = await writeRelease(folder, facts);

  expect(release.integrity['remoteEntry.js']).toBe(sha384('var changed;'));
  expect((await readdir(folder)).filter((name) => name.includes('release'))).toEqual(['release.json']);
});

test('When the server container is missing, there is no release', async () => {
  const { 'node/remoteEntry.cjs': _, ...half } = whole;
  const folder = await builtFolder(half);

  await expect(writeRelease(folder, facts)).rejects.toThrow('made no node/remoteEntry.cjs');
  expect(await readdir(folder)).not.toContain('release.json');
});

test('When a check refuses the release, there is none', async () => {
  const folder = await builtFolder(whole);
  const check = () => {
    throw new Error('too big');
  };

  await expect(writeRelease(folder, facts, { check })).rejects.toThrow('too big');
  expect(await readdir(folder)).not.toContain('release.json');
});
