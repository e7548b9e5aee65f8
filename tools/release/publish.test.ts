import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { sha384 } from '@tessera/remote-kit/write-release';
import { temporaryFolder } from '@tessera/testing/temporary-folder';
import { describe, expect, test } from 'vitest';
import { ensurePublished, publishRelease } from './publish.ts';
import { builtRelease, registryIn } from './test/built-release.ts';

test('When a release is published, its files are served with compressed siblings and the registry vouches for it', async () => {
  const to = await temporaryFolder();

  await publishRelease({ from: await builtRelease(), to });

  const folder = join(to, 'catalog/1.0.0-a');
  expect(await readFile(join(folder, 'remoteEntry.js'), 'utf8')).toBe("var catalog = '1.0.0-a';");
  expect(brotliDecompressSync(await readFile(join(folder, 'remoteEntry.js.br'))).toString()).toContain('1.0.0-a');
  expect(gunzipSync(await readFile(join(folder, 'static/css/a.css.gz'))).toString()).toContain('color: red');
  expect((await registryIn(to)).remotes.catalog).toMatchObject({
    stable: '1.0.0-a',
    history: [{ version: '1.0.0-a', action: 'publish' }],
    releases: { '1.0.0-a': sha384(await readFile(join(folder, 'release.json'))) },
  });
});

test('When a version exists already, publishing it is refused and changes nothing', async () => {
  const to = await temporaryFolder();
  for (const version of ['1.0.0-a', '1.0.0-b']) await publishRelease({ from: await builtRelease({ version }), to });
  const before = await readFile(join(to, 'registry.json'), 'utf8');

  const again = async (version: string) => publishRelease({ from: await builtRelease({ version }), to });

  await expect(again('1.0.0-b')).rejects.toThrow('catalog 1.0.0-b is live already');
  await expect(again('1.0.0-a')).rejects.toThrow('rollback catalog --to 1.0.0-a');
  expect(await readFile(join(to, 'registry.json'), 'utf8')).toBe(before);
});

test('When a version was uploaded but never registered, the same is published and another build is refused', async () => {
  const to = await temporaryFolder();
  const from = await builtRelease();
  await publishRelease({ from, to });
  await writeFile(join(to, 'registry.json'), '{ "remotes": {} }');

  const other = builtRelease({ builtAt: '2026-02-02T00:00:00.000Z' });
  await expect(publishRelease({ from: await other, to })).rejects.toThrow('holds another build');

  await publishRelease({ from, to });
  expect((await registryIn(to)).remotes.catalog?.stable).toBe('1.0.0-a');
});

test('When an empty folder is all that is left of a version, then it is published anew', async () => {
  const to = await temporaryFolder();
  await mkdir(join(to, 'catalog/1.0.0-a'), { recursive: true });

  await publishRelease({ from: await builtRelease(), to });

  expect(await readdir(join(to, 'catalog/1.0.0-a'))).toContain('release.json');
});

test('When it is a canary, then the stable release stays, and the weight can be changed', async () => {
  const to = await temporaryFolder();
  const from = await builtRelease({ version: '1.0.0-b' });
  await expect(publishRelease({ from, to, canary: 10 })).rejects.toThrow('without --canary first');
  await publishRelease({ from: await builtRelease(), to });

  for (const canary of [10, 50]) await publishRelease({ from, to, canary });

  expect((await registryIn(to)).remotes.catalog).toMatchObject({
    stable: '1.0.0-a',
    canary: { version: '1.0.0-b', weight: 50 },
    history: [{ action: 'canary' }, { action: 'canary' }, { action: 'publish' }],
  });
  await expect(publishRelease({ from: await builtRelease(), to, canary: 5 })).rejects.toThrow('is live already');
});

test('When the shop can’t take it, then nothing is published', async () => {
  const to = await temporaryFolder();
  const from = await builtRelease();
  await writeFile(join(from, 'remoteEntry.js'), 'stolen()');

  await expect(publishRelease({ from, to })).rejects.toThrow('remoteEntry.js is not what the build described');

  expect(await readdir(to)).toEqual([]);
});

test('When release.json is not one, then it says what is wrong', async () => {
  const from = await builtRelease();
  await writeFile(join(from, 'release.json'), '{ "name": "Catalog" }');
  await expect(publishRelease({ from, to: '/nowhere' })).rejects.toThrow(/is not a release; build it anew[^]*name/);
});

test('When a registry is damaged, publishing says so instead of starting a new one', async () => {
  const to = await temporaryFolder();
  await writeFile(join(to, 'registry.json'), '{ "remotes":');

  await expect(publishRelease({ from: await builtRelease(), to })).rejects.toThrow('can’t be read as a registry');
});

describe('Publishing at each start', () => {
  test('When it was published before, even built anew, nothing changes', async () => {
    const to = await temporaryFolder();
    await ensurePublished({ from: await builtRelease(), to });
    const before = await readFile(join(to, 'registry.json'), 'utf8');

    await ensurePublished({ from: await builtRelease({ builtAt: '2026-02-02T00:00:00.000Z' }), to });

    expect(await readFile(join(to, 'registry.json'), 'utf8')).toBe(before);
    expect(await readdir(join(to, 'catalog'))).toEqual(['1.0.0-a']);
  });

  test('When the sources are as they were before the last release, then what they make is live again', async () => {
    const to = await temporaryFolder();
    for (const version of ['1.0.0-a', '1.0.0-b', '1.0.0-a'])
      await ensurePublished({ from: await builtRelease({ version }), to });

    const { catalog } = (await registryIn(to)).remotes;

    expect(catalog?.stable).toBe('1.0.0-a');
    expect(catalog?.history.map(({ version }) => version)).toEqual(['1.0.0-a', '1.0.0-b', '1.0.0-a']);
  });

  test('When the sources break the contract, then it is refused as well', async () => {
    const from = await builtRelease({ files: { 'node/remoteEntry.cjs': 'throw new Error("no window")' } });
    await expect(ensurePublished({ from, to: await temporaryFolder() })).rejects.toThrow('no window');
  });
});
