import type { Registry } from '@tessera/contracts/remote/release';
import { idOf, releaseName } from './choose-releases.ts';
import type { Quarantine } from './quarantine.ts';
import type { Releases } from './releases.ts';

/** Brings what the registry names live, traffic or not, and lets go of what nobody has used for the longest. */
export async function warmReleases({ remotes }: Registry, releases: Releases, quarantine: Quarantine): Promise<void> {
  const named = Object.entries(remotes).flatMap(([name, entry]) =>
    [entry.stable, ...(entry.canary ? [entry.canary.version] : [])].map((version) => idOf(name, version, entry)),
  );
  await Promise.all(named.filter((id) => !quarantine.isAside(releaseName(id))).map((id) => releases.load(id)));
  const needed = new Set(named.map(releaseName));
  releases.prune(
    ({ release }) => needed.has(releaseName(release)),
    (remote) => remote in remotes,
  );
}
