import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Registry, type Release, registry, release } from '@tessera/contracts/remote/release';

/** The releases that `/remotes/` has, as they are at this moment. */
export function servedReleases(remotesFolder: string) {
  const readJson = (path: string): unknown => JSON.parse(readFileSync(join(remotesFolder, path), 'utf8'));
  return {
    stable: (): Release[] =>
      Object.entries(registry.parse(readJson('registry.json')).remotes).map(([name, { stable }]) =>
        release.parse(readJson(`${name}/${stable}/release.json`)),
      ),
    /** Undefined for a version that the registry does not vouch for. */
    find(name: string, version: string): Release | undefined {
      const { remotes }: Registry = registry.parse(readJson('registry.json'));
      const known = Object.hasOwn(remotes, name) ? remotes[name]?.releases : undefined;
      if (!known || !Object.hasOwn(known, version)) return undefined;
      return release.parse(readJson(`${name}/${version}/release.json`));
    },
    read: ({ name, version }: Release, file: string): Buffer => readFileSync(join(remotesFolder, name, version, file)),
  };
}
