import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Registry, registry } from '@tessera/contracts/remote/release';
import { ReleaseError } from './release-error.ts';

const WAIT_MS = 10_000;

/**
 * Reads, changes and swaps `registry.json`, one publisher at a time; answers what it is now. SQLite waits for the
 * operating system's lock, which a killed process leaves free. Synchronous, so that this process cannot wait for itself.
 */
export function changeRegistry(folder: string, change: (registry: Registry) => Registry): Registry {
  mkdirSync(folder, { recursive: true });
  const lock = new DatabaseSync(join(folder, '.registry.lock'), { timeout: WAIT_MS });
  try {
    begin(lock, folder);
    const before = readRegistry(folder);
    const after = registry.parse(change(before));
    if (JSON.stringify(after) === JSON.stringify(before)) return after;
    const draft = join(folder, `.registry.${process.pid}.json`);
    // On the disk before it takes the old one's place: a power cut leaves one of the two, never an empty file.
    writeFileSync(draft, `${JSON.stringify(after, null, 2)}\n`, { flush: true });
    renameSync(draft, join(folder, 'registry.json'));
    return after;
  } finally {
    lock.close();
  }
}

function begin(lock: DatabaseSync, folder: string): void {
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    throw new ReleaseError(`${folder} can’t be locked: is another publisher at work? (${(cause as Error).message})`, {
      cause,
    });
  }
}

/** As it is now; empty where nothing was published yet. */
export function readRegistry(folder: string): Registry {
  const file = join(folder, 'registry.json');
  try {
    return registry.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { remotes: {} };
    throw new ReleaseError(`${file} can’t be read as a registry`, { cause: error });
  }
}
