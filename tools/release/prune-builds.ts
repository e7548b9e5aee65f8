import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Enough to go back to by hand; what was published lies where it is served. */
const KEPT = 5;

/** Removes what a remote's `dist` holds beyond its newest builds. Who builds right now has no `release.json` yet. */
export function pruneBuilds(remote: string): void {
  const dist = join(remote, 'dist');
  const builds = (existsSync(dist) ? readdirSync(dist) : [])
    .map((version) => ({ folder: join(dist, version), builtAt: builtAt(join(dist, version, 'release.json')) }))
    .filter(({ builtAt }) => builtAt !== '')
    .sort((a, b) => b.builtAt.localeCompare(a.builtAt));
  for (const { folder } of builds.slice(KEPT)) rmSync(folder, { recursive: true, force: true });
}

function builtAt(manifest: string): string {
  try {
    return JSON.parse(readFileSync(manifest, 'utf8')).builtAt;
  } catch {
    return '';
  }
}
