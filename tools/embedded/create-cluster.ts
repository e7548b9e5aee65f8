import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { postgresOptions } from './postgres-options.ts';

let pristine: Promise<string> | undefined;
let waiting = 0;

/**
 * Makes the database folder on first use: a copy of one that takes seconds to make, and that all who ask meanwhile
 * share. The copy grows beside its place and is renamed, so that a start that was killed half-way is begun again.
 */
export async function ensureCluster(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const unfinished = `${folder}.unfinished`;
  const temporary = (pristine ??= makePristine());
  waiting += 1;
  try {
    await rm(unfinished, { recursive: true, force: true });
    await cp(join(await temporary, 'cluster'), unfinished, { recursive: true });
    await rename(unfinished, folder);
  } finally {
    waiting -= 1;
    if (waiting === 0) {
      pristine = undefined;
      await temporary.then((made) => rm(made, { recursive: true }));
    }
  }
}

/** In a process of its own, because it needs 800 MB of memory that would not be given back. */
async function makePristine(): Promise<string> {
  const temporary = await mkdtemp(join(tmpdir(), 'tessera-cluster-'));
  const self = fileURLToPath(import.meta.url);
  const child = fork(self, [join(temporary, 'cluster')], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [code, signal] = await once(child, 'exit');
  if (code !== 0) throw new Error(`The first database could not be made (${signal ?? `exit code ${code}`}).`);
  return temporary;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , folder] = process.argv;
  process.on('disconnect', () => process.exit(1));
  const database = await PGlite.create(folder, postgresOptions);
  await database.close();
  process.exit(0);
}
