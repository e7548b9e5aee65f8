import type { Registry } from '@tessera/contracts/remote/release';
import { type RemoteEntry, readHistory } from '@tessera/contracts/remote/release-history';
import { ReleaseError } from './release-error.ts';

const HISTORY = 100;
type Action = RemoteEntry['history'][number]['action'];
export interface Arrival {
  readonly name: string;
  readonly version: string;
  /** sha384 of its release.json. */
  readonly manifestHash: string;
  readonly at: Date;
}

/** The registry with a release that it did not know as the stable one. */
export function withPublished(current: Registry, arrival: Arrival): Registry {
  refuseKnown(current, arrival);
  return withStable(current, arrival);
}

/**
 * The same for who publishes whatever is there: nothing changes when it arrived last or is stable already, so that
 * neither a canary nor a rollback that came since is undone.
 */
export function withEnsured(current: Registry, arrival: Arrival): Registry {
  const known = entryIn(current, arrival.name);
  const last = known?.history.find(({ action }) => action === 'publish' || action === 'canary');
  if (known && (last?.version === arrival.version || known.stable === arrival.version)) return current;
  return withStable(current, arrival);
}

/** The registry with a new release for `weight` percent of shoppers; for the present canary, with another weight. */
export function withCanary(current: Registry, arrival: Arrival, weight: number): Registry {
  const { name, version } = arrival;
  const known = entryIn(current, name);
  if (!known) {
    throw new ReleaseError(`${name} has no stable release that others would get: publish it without --canary first.`);
  }
  if (known.canary?.version !== version) refuseKnown(current, arrival);
  return changed(current, arrival, 'canary', { ...withHash(known, arrival), canary: { version, weight } });
}

export function withPromoted(current: Registry, name: string, at: Date): Registry {
  const known = entryOf(current, name);
  if (!known.canary) throw new ReleaseError(`${name} has no canary that could be promoted.`);
  const { version } = known.canary;
  return changed(current, { name, version, at }, 'promote', { ...known, stable: version, canary: undefined });
}

/** Ends a canary; without one, or with `to`, brings back what was stable before, never what was itself rolled back. */
export function withRolledBack(current: Registry, name: string, at: Date, to?: string): Registry {
  const known = entryOf(current, name);
  const version = to ?? (known.canary ? known.stable : previousGood(name, known));
  if (version === known.canary?.version) {
    throw new ReleaseError(`${name} ${version} is the canary. For everyone: npm run release -- promote ${name}`);
  }
  if (!isVouchedFor(known, version)) {
    const others = Object.keys(known.releases).join(', ');
    throw new ReleaseError(`${name} ${version} is not in the registry; there are ${others}.`);
  }
  if (version === known.stable && !known.canary) throw new ReleaseError(`${name} ${version} is stable already.`);
  return changed(current, { name, version, at }, 'rollback', { ...known, stable: version, canary: undefined });
}

/** Undefined for `constructor` too, which every object has. */
export const entryIn = ({ remotes }: Registry, name: string): RemoteEntry | undefined =>
  Object.hasOwn(remotes, name) ? remotes[name] : undefined;

export const isVouchedFor = (known: RemoteEntry | undefined, version: string): boolean =>
  known !== undefined && Object.hasOwn(known.releases, version);

export function entryOf(current: Registry, name: string): RemoteEntry {
  const known = entryIn(current, name);
  if (known) return known;
  const names = Object.keys(current.remotes).join(', ');
  throw new ReleaseError(
    `No release of ${name} was ever published here${names ? `; there are ${names}` : ': nothing was'}.`,
  );
}

function previousGood(name: string, { stable, history, releases }: RemoteEntry): string {
  const { stables, rolledBack } = readHistory(history);
  const good = stables.find(({ version }) => version !== stable && !rolledBack.has(version) && releases[version]);
  if (good) return good.version;
  const others = Object.keys(releases).filter((version) => version !== stable);
  throw new ReleaseError(
    others.length > 0
      ? `${name} has no earlier good release. Name one that was rolled back all the same with --to: ${others.join(', ')}.`
      : `${name} has no earlier release to go back to: ${stable} is the only one.`,
  );
}

function refuseKnown(current: Registry, { name, version }: Arrival): void {
  const known = entryIn(current, name);
  if (!known || !isVouchedFor(known, version)) return;
  if (known.stable === version || known.canary?.version === version) {
    throw new ReleaseError(
      known.stable === version
        ? `${name} ${version} is live already: its sources have not changed since.`
        : `${name} ${version} is the canary already. For everyone: npm run release -- promote ${name}`,
    );
  }
  throw new ReleaseError(
    `${name} ${version} was published before: a changed source gets a version of its own. ` +
      `To bring this one back: npm run release -- rollback ${name} --to ${version}`,
  );
}

function withStable(current: Registry, arrival: Arrival): Registry {
  const { name, version } = arrival;
  const known = entryIn(current, name);
  const canary = known?.canary?.version === version ? undefined : known?.canary;
  return changed(current, arrival, 'publish', { ...withHash(known, arrival), stable: version, canary });
}

const withHash = (known: RemoteEntry | undefined, { version, manifestHash }: Arrival): RemoteEntry => ({
  stable: version,
  history: [],
  ...known,
  releases: { ...known?.releases, [version]: manifestHash },
});

/** Records the action; releases that are neither live nor in the history any more are no longer vouched for. */
function changed(
  current: Registry,
  { name, version, at }: { name: string; version: string; at: Date },
  action: Action,
  entry: RemoteEntry,
): Registry {
  const history = [{ version, at: at.toISOString(), action }, ...entry.history].slice(0, HISTORY);
  const named = new Set([entry.stable, entry.canary?.version, ...history.map((past) => past.version)]);
  const releases = Object.fromEntries(Object.entries(entry.releases).filter(([past]) => named.has(past)));
  return { remotes: { ...current.remotes, [name]: { ...entry, history, releases } } };
}
