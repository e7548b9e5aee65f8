import type { Registry } from '@tessera/contracts/remote/release';
import { type Host, NO_REMOTES } from './host.ts';
import type { DatedFault } from './release-health.ts';

/** What `/dev/remotes` shows. Times are ISO 8601, sizes bytes. */
export interface RemotesReport {
  readonly at: string;
  readonly shell: { readonly heap: number; readonly resident: number; readonly overrides: string };
  readonly remotes: readonly RemoteReport[];
}

export interface RemoteReport {
  readonly name: string;
  readonly team?: string | undefined;
  readonly framework?: string | undefined;
  /** Of all that the browser may load of the newest live release. */
  readonly bytes?: { readonly script: number; readonly css: number } | undefined;
  readonly stable?: string | undefined;
  readonly since?: string | undefined;
  readonly canary?: { readonly version: string; readonly weight: number } | undefined;
  readonly workers: readonly WorkerReport[];
  readonly setAside: readonly { readonly version: string; readonly until: string; readonly times: number }[];
  readonly faults: readonly (Omit<DatedFault, 'at' | 'remote'> & { readonly at: string })[];
  readonly history: Registry['remotes'][string]['history'];
}

export interface WorkerReport {
  readonly version: string;
  /** Of an override. */
  readonly origin?: string | undefined;
  readonly renders: number;
  /** Undefined when the worker did not answer at once. */
  readonly heap?: number | undefined;
  readonly resident?: number | undefined;
}

const FAULTS = 10;

export async function reportRemotes({ config, registry, live, quarantine, health }: Host): Promise<RemotesReport> {
  const { remotes } = await registry.read().catch(() => NO_REMOTES);
  const workers = await Promise.all(
    live().map(async ({ release, origin, worker }) => {
      const measured = await worker.measure();
      const { renders } = worker;
      return { release, origin, renders, heap: measured?.heapBytes, resident: measured?.residentBytes };
    }),
  );
  const aside = quarantine.aside().map(({ release, until, times }) => {
    const [remote, version = ''] = release.split('@');
    return { remote, version, until: new Date(until).toISOString(), times };
  });
  // As small as it gets, where the process was started with --expose-gc.
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const names = new Set([...Object.keys(remotes), ...workers.map(({ release }) => release.name)]);
  return {
    at: new Date().toISOString(),
    shell: { heap: heapUsed, resident: rss, overrides: config.overrides.mode },
    remotes: [...names].sort().map((name) => {
      const entry = remotes[name];
      const own = workers.filter(({ release }) => release.name === name);
      const described = (own.find(({ release }) => release.version === entry?.stable) ?? own[0])?.release;
      return {
        name,
        team: described?.team,
        framework: described?.framework,
        bytes: described?.web.bytes,
        stable: entry?.stable,
        since: entry?.history.find(({ version, action }) => version === entry.stable && action !== 'canary')?.at,
        canary: entry?.canary,
        workers: own.map(({ release, ...worker }) => ({ version: release.version, ...worker })),
        setAside: aside.filter(({ remote }) => remote === name).map(({ remote: _, ...rest }) => rest),
        faults: health
          .lastFaults()
          .filter(({ remote }) => remote === name)
          .slice(0, FAULTS)
          .map(({ remote: _, at, ...fault }) => ({ ...fault, at: new Date(at).toISOString() })),
        history: entry?.history ?? [],
      };
    }),
  };
}
