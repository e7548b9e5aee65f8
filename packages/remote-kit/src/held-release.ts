import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Registry, type Release, release } from '@tessera/contracts/remote/release';
import { sha384 } from './write-release.ts';

/** One build of a remote in memory: a later one, written into the same folder, does not change it. */
export interface HeldRelease {
  readonly release: Release;
  /** By path inside the release's folder, `release.json` too. */
  readonly files: ReadonlyMap<string, Buffer>;
}

/** `renamed` gives each build a version of its own, as the registry's rules want it. */
export function holdRelease(folder: string, renamed: boolean): HeldRelease {
  const read = (path: string) => readFileSync(join(folder, path));
  const written = release.parse(JSON.parse(read('release.json').toString()));
  const version = written.version.replace(/-.*/, `-dev.${written.builtAt.replace(/\D/g, '')}`);
  const held = renamed ? { ...written, version } : written;
  const files = new Map(Object.keys(held.integrity).map((path) => [path, read(path)]));
  // Never a file that is not what its hash says: a build may be half-way through writing the next.
  for (const [path, content] of files) held.integrity[path] = sha384(content);
  return { release: held, files: files.set('release.json', Buffer.from(JSON.stringify(held, null, 2))) };
}

/** A registry of this one release, as the shop's own would tell of it. */
export function registryOf({ release: { name, version, builtAt }, files }: HeldRelease): Registry {
  return {
    remotes: {
      [name]: {
        stable: version,
        history: [{ version, at: builtAt, action: 'publish' }],
        releases: { [version]: sha384(files.get('release.json') ?? '') },
      },
    },
  };
}

/** Whether the change from one build to the next is in its stylesheets alone. */
export function onlyStylesDiffer(one: HeldRelease, other: HeldRelease): boolean {
  const code = ({ release: { integrity } }: HeldRelease) =>
    Object.entries(integrity).filter(([path]) => !path.endsWith('.css'));
  return JSON.stringify(code(one)) === JSON.stringify(code(other));
}
