import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sourceVersion } from '@tessera/remote-kit/source-version';
import { ReleaseError } from './release-error.ts';

/** Folder of the release that was built from a remote's present sources; others may lie beside it. */
export async function currentRelease(remote: string): Promise<string> {
  const folder = join(remote, 'dist', await sourceVersion(remote));
  if (existsSync(join(folder, 'release.json'))) return folder;
  const name = basename(remote);
  throw new ReleaseError(`The present sources of ${name} are not built yet: npm run build -w ${name}`);
}

/** The same, or what was built last where the sources have been edited since. */
export async function latestRelease(remote: string): Promise<string> {
  return currentRelease(remote).catch((missing) => {
    const dist = join(remote, 'dist');
    const [newest] = (existsSync(dist) ? readdirSync(dist) : [])
      .map((version) => ({ folder: join(dist, version), manifest: join(dist, version, 'release.json') }))
      .filter(({ manifest }) => existsSync(manifest))
      .map(({ folder, manifest }) => ({ folder, ...JSON.parse(readFileSync(manifest, 'utf8')) }))
      .sort((a, b) => b.builtAt.localeCompare(a.builtAt));
    if (!newest) throw missing;
    return newest.folder;
  });
}
