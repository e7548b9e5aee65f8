import { type Registry, registry } from '@tessera/contracts/remote/release';
import { describeError } from './log.ts';
import { type ReadRemotes, readRemotesFrom } from './read-remotes.ts';
import type { LiveRelease, Releases } from './releases.ts';

/** Origins other than the registry's that a browser asked for: dev servers, deployments of a branch. */
export interface OverrideOrigins {
  /** What the origin has of the remote now; throws with the reason why it can't be had. */
  find(origin: string, remote: string): Promise<LiveRelease>;
  live(): readonly LiveRelease[];
}

interface Origin {
  readonly releases: Releases;
  registry?: { readonly readAt: number; readonly known: Promise<Registry> };
  usedAt: number;
}

/** A developer who has saved a file sees it with the next page; one page asks once. */
const TTL_MS = 500;
const REGISTRY_WITHIN_MS = 500;
const FILE_WITHIN_MS = 3000;
const ORIGINS = 4;

export function createOverrideOrigins(
  createReleases: (origin: string, read: ReadRemotes) => Releases,
  now: () => number = Date.now,
): OverrideOrigins {
  const origins = new Map<string, Origin>();

  const originOf = (url: string): Origin => {
    // Redirects could lead where nobody allowed to.
    const origin = origins.get(url) ?? {
      releases: createReleases(url, readRemotesFrom(url, FILE_WITHIN_MS, 'error')),
      usedAt: 0,
    };
    origins.set(url, origin);
    origin.usedAt = now();
    const byUse = [...origins].sort(([, a], [, b]) => b.usedAt - a.usedAt);
    for (const [old, { releases }] of byUse.slice(ORIGINS)) {
      origins.delete(old);
      releases.prune(() => false);
    }
    return origin;
  };

  const registryOf = (url: string, origin: Origin): Promise<Registry> => {
    if (!origin.registry || now() - origin.registry.readAt >= TTL_MS) {
      const known = readRegistry(url);
      known.catch(() => {});
      origin.registry = { readAt: now(), known };
    }
    return origin.registry.known;
  };

  return {
    async find(url, remote) {
      const origin = originOf(url);
      const { remotes } = await registryOf(url, origin);
      const entry = remotes[remote];
      if (!entry) throw new Error(`${url} has no ${remote}, only: ${Object.keys(remotes).join(', ') || 'nothing'}`);
      const hash = entry.releases[entry.stable];
      if (!hash) throw new Error(`The registry of ${url} has no hash of ${remote}@${entry.stable}`);
      const id = { name: remote, version: entry.stable, hash };
      const live = origin.releases.ready(id) ?? (await origin.releases.load(id));
      if (!live) throw new Error(origin.releases.fault(id) ?? `${remote}@${entry.stable} can’t be loaded`);
      // Of a remote that was built anew, the build before; all when the origin gave way to others meanwhile.
      const kept = origins.get(url) === origin;
      origin.releases.prune((other) => kept && (other.release.name !== remote || other === live));
      return live;
    },
    live: () => [...origins.values()].flatMap(({ releases }) => releases.live()),
  };
}

async function readRegistry(url: string): Promise<Registry> {
  try {
    const bytes = await readRemotesFrom(url, REGISTRY_WITHIN_MS, 'error')('registry.json');
    return registry.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (error) {
    throw new Error(`The registry of ${url} can’t be read: ${describeError(error)}`);
  }
}
