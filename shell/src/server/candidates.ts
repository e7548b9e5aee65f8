import { type RemoteEntry, readHistory } from '@tessera/contracts/remote/release-history';
import { bucketOf } from './canary-bucket.ts';

/** How many releases besides the live ones a tab may ask to keep: each costs a process. */
const PINNED = 3;

/** Versions of a remote that a page may run, the preferred one first; each is vouched for by the registry. */
export function candidates(
  remote: string,
  entry: RemoteEntry,
  { pin, seed }: { pin?: string | undefined; seed?: string | undefined },
): readonly string[] {
  const { stable, canary } = entry;
  const former = formerReleases(entry);
  const known = [stable, ...(canary ? [canary.version] : []), ...recentVersions(entry)];
  const inCanary = canary && seed !== undefined && bucketOf(seed, remote) < canary.weight;
  const wanted = [
    ...(pin && known.includes(pin) ? [pin] : []),
    ...(inCanary ? [canary.version] : []),
    stable,
    ...former,
  ];
  return [...new Set(wanted)].filter((version) => entry.releases[version]);
}

const recentVersions = ({ history }: RemoteEntry): string[] =>
  [...new Set(history.map(({ version }) => version))].slice(0, PINNED + 1);

/** What was stable before, the last first; never what was rolled back from and not brought back since. */
export function formerReleases({ stable, history }: RemoteEntry): readonly string[] {
  const { stables, rolledBack } = readHistory(history);
  const past = new Set(stables.map(({ version }) => version));
  return [...past].filter((version) => version !== stable && !rolledBack.has(version));
}
