import type { Registry } from './release.ts';

export type RemoteEntry = Registry['remotes'][string];
interface Live {
  readonly version: string;
  /** ISO 8601 */
  readonly since: string;
}

export interface Past {
  /** What was stable, newest first; the first is what is stable now. */
  readonly stables: readonly Live[];
  readonly canary?: Live;
  /** Versions that a rollback took away, as stable or as canary, and nobody brought back since: they are not good. */
  readonly rolledBack: ReadonlySet<string>;
}

/** What the entries of a history mean, told from the oldest to the newest. */
export function readHistory(history: RemoteEntry['history']): Past {
  const stables: Live[] = [];
  const rolledBack = new Set<string>();
  let canary: Live | undefined;
  for (const { action, version, at } of history.toReversed()) {
    if (action === 'canary') {
      // Another weight is not another canary.
      if (canary?.version !== version) canary = { version, since: at };
      rolledBack.delete(version);
      continue;
    }
    const before = stables[0];
    if (action === 'rollback') {
      // It names what is stable afterwards, and ends a canary whatever else it does.
      if (canary) rolledBack.add(canary.version);
      // Bringing back what was rolled back says that the rollback was wrong, and nothing against what stood in.
      if (before && before.version !== version && !rolledBack.has(version)) rolledBack.add(before.version);
    }
    if (action !== 'publish' || canary?.version === version) canary = undefined;
    rolledBack.delete(version);
    if (before?.version !== version) stables.unshift({ version, since: at });
  }
  return { stables, canary, rolledBack };
}
