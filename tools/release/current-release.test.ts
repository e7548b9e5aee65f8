import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@tessera/testing/temporary-folder';
import { expect, test } from 'vitest';
import { currentRelease, latestRelease } from './current-release.ts';
import { pruneBuilds } from './prune-builds.ts';

/** A remote whose `dist` holds builds of other sources than the present ones. */
async function editedRemote(builds: Record<string, string>): Promise<string> {
  const remote = await temporaryFolder();
  await mkdir(join(remote, 'src'));
  await writeFile(join(remote, 'package.json'), JSON.stringify({ name: 'remote', version: '1.0.0' }));
  for (const [version, builtAt] of Object.entries(builds)) {
    await mkdir(join(remote, 'dist', version), { recursive: true });
    await writeFile(join(remote, 'dist', version, 'release.json'), JSON.stringify({ version, builtAt }));
  }
  return remote;
}
const builds = { '1.0.0-a': '2026-01-02T00:00:00.000Z', '1.0.0-b': '2026-01-01T00:00:00.000Z' };

test('When the present sources were not built yet, the fault says what to do', async () => {
  await expect(currentRelease(await editedRemote(builds))).rejects.toThrow('npm run build');
  await expect(latestRelease(await editedRemote({}))).rejects.toThrow('npm run build');
});

test('When sources were edited while everything was starting, what was built last will do', async () => {
  expect(await latestRelease(await editedRemote(builds))).toMatch(/1\.0\.0-a$/);
});

test('When many builds have piled up, the newest five stay, and so does what is being built', async () => {
  const days = Array.from({ length: 9 }, (_, day) => [`1.0.0-${day}`, `2026-01-0${day + 1}T00:00:00.000Z`]);
  const remote = await editedRemote(Object.fromEntries(days));
  await mkdir(join(remote, 'dist', '1.0.0-unfinished'));

  pruneBuilds(remote);

  const left = ['1.0.0-4', '1.0.0-5', '1.0.0-6', '1.0.0-7', '1.0.0-8', '1.0.0-unfinished'];
  expect((await readdir(join(remote, 'dist'))).sort()).toEqual(left);
});
