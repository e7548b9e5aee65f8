import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Registry, type Release, registry } from '@tessera/contracts/remote/release';
import { writeRelease } from '@tessera/remote-kit/write-release';
import { temporaryFolder } from '@tessera/testing/temporary-folder';

const CONTAINER = "module.exports = { init() {}, get: async () => () => ({ render: async () => ({ html: '' }) }) };";

/** A remote's `dist/<version>` as its build leaves it, of a few lines. */
export async function builtRelease({
  name = 'catalog',
  version = '1.0.0-a',
  files = {},
  builtAt = '2026-01-01T00:00:00.000Z',
}: {
  name?: string;
  version?: string;
  files?: Record<string, string>;
  builtAt?: string;
} = {}): Promise<string> {
  const folder = join(await temporaryFolder(), version);
  const all = {
    'remoteEntry.js': `var ${name} = '${version}';`,
    'node/remoteEntry.cjs': CONTAINER,
    'static/css/a.css': `@scope ([data-remote="${name}"]) to (mfe-slot > *) { .a { color: red } }`,
    ...files,
  };
  for (const [path, content] of Object.entries(all)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  await writeRelease(folder, { name, version, framework: 'none', team: name, bff: `/api/${name}` });
  await rewrite(folder, () => ({ builtAt }));
  return folder;
}

/** Writes another release.json than the build did; answers what it is now. */
export async function rewrite(folder: string, change: (release: Release) => Partial<Release>): Promise<Release> {
  const built: Release = JSON.parse(await readFile(join(folder, 'release.json'), 'utf8'));
  const changed = { ...built, ...change(built) };
  await writeFile(join(folder, 'release.json'), JSON.stringify(changed));
  return changed;
}

export const registryIn = async (to: string): Promise<Registry> =>
  registry.parse(JSON.parse(await readFile(join(to, 'registry.json'), 'utf8')));
