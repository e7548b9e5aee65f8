import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Registry, type Release, release } from '@tessera/contracts/remote/release';
import { sha384 } from '@tessera/remote-kit/write-release';
import { z } from 'zod';
import { checkRelease } from './check-release.ts';
import { type Arrival, entryIn, isVouchedFor, withCanary, withEnsured, withPublished } from './registry-changes.ts';
import { changeRegistry, readRegistry } from './registry-file.ts';
import { ReleaseError } from './release-error.ts';
import { upload } from './upload.ts';

export interface Publication {
  /** Folder of a built release. */
  readonly from: string;
  /** Folder that is served as `/remotes`. */
  readonly to: string;
  /** Percent of shoppers who get it; everyone when absent. */
  readonly canary?: number;
}

/**
 * Makes a built release live. Throws a ReleaseError that names every reason when the shop can't take it, has it
 * already or had it before; then nothing has changed.
 */
export async function publishRelease({ from, to, canary }: Publication): Promise<Release> {
  const { described, manifest, folder } = await readBuilt(from, to);
  const arrival: Arrival = { ...described, manifestHash: sha384(manifest), at: new Date() };
  const change = (registry: Registry) =>
    canary === undefined ? withPublished(registry, arrival) : withCanary(registry, arrival, canary);

  const before = readRegistry(to);
  // Refused before the work; another may publish meanwhile, so that the same is asked once more under the lock.
  change(before);
  if (!isVouchedFor(entryIn(before, described.name), described.version)) {
    await checkRelease(from, described);
    if (!isWhole(folder)) await upload(from, folder, described, manifest);
    if (sha384(await readFile(join(folder, 'release.json'))) !== arrival.manifestHash) {
      throw new ReleaseError(`${folder} holds another build of that version: raise the version in package.json.`);
    }
  }
  changeRegistry(to, change);
  return described;
}

/**
 * Makes a built release live unless that was done before: it changes nothing that was decided since, and what was
 * published once stays as it was, even when it was built anew.
 */
export async function ensurePublished({ from, to }: Publication): Promise<Release> {
  const { described, manifest, folder } = await readBuilt(from, to);
  if (!isWhole(folder)) {
    await checkRelease(from, described);
    await upload(from, folder, described, manifest);
  }
  const manifestHash = sha384(await readFile(join(folder, 'release.json')));
  changeRegistry(to, (registry) => withEnsured(registry, { ...described, manifestHash, at: new Date() }));
  return described;
}

const isWhole = (folder: string): boolean => existsSync(join(folder, 'release.json'));

async function readBuilt(from: string, to: string) {
  const manifest = await readFile(join(from, 'release.json'));
  const described = parse(manifest.toString(), from);
  return { described, manifest, folder: join(to, described.name, described.version) };
}

function parse(manifest: string, from: string): Release {
  try {
    return release.parse(JSON.parse(manifest));
  } catch (cause) {
    const faults = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message;
    throw new ReleaseError(`${join(from, 'release.json')} is not a release; build it anew.\n${faults}`, { cause });
  }
}
