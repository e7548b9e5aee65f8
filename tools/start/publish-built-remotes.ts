import path from 'node:path';
import { latestRelease } from '../release/current-release.ts';
import { pruneBuilds } from '../release/prune-builds.ts';
import { ensurePublished } from '../release/publish.ts';
import { REMOTES, ROOT } from './deployables.ts';

/** Makes the release of each remote's present sources live, unless that was done before. */
export async function publishBuiltRemotes(to: string): Promise<void> {
  for (const name of REMOTES) {
    const remote = path.join(ROOT, `mfe-${name}`);
    await ensurePublished({ from: await latestRelease(remote), to });
    pruneBuilds(remote);
  }
}
