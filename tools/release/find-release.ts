import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { REMOTES, ROOT } from '../start/deployables.ts';
import { currentRelease } from './current-release.ts';
import { ReleaseError } from './release-error.ts';

/** `mfe-catalog/` and `catalog` are the same remote. */
export const remoteNameOf = (given: string): string => given.replace(/\/+$/, '').replace(/^(.*\/)?mfe-/, '');

/**
 * The release that is meant by a remote's name or folder (the build of its present sources) or by the folder of a
 * release itself; `remote` is the folder that it was built in.
 */
export async function findRelease(given: string): Promise<{ folder: string; remote?: string }> {
  const path = resolve(given);
  if (existsSync(resolve(path, 'release.json'))) return { folder: path };
  const remote = existsSync(resolve(path, 'rsbuild.config.ts')) ? path : ownFolder(remoteNameOf(given));
  if (remote) return { folder: await currentRelease(remote), remote };
  throw new ReleaseError(
    `There is no remote ${given}; there are ${REMOTES.join(', ')}. Or name a folder that holds a release.json.`,
  );
}

const ownFolder = (name: string) => (REMOTES.includes(name) ? resolve(ROOT, `mfe-${name}`) : undefined);
