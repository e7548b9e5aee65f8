import { join } from 'node:path';
import type { Registry } from '@tessera/contracts/remote/release';
import { type Config, loadConfig } from '../config.ts';
import type { StartWorker } from './bring-release.ts';
import { createReleaseChooser, type ReleaseChooser } from './choose-releases.ts';
import { createMetrics, type ShellMetrics } from './metrics.ts';
import { createOverrideOrigins } from './override-origins.ts';
import { createQuarantine, type Quarantine } from './quarantine.ts';
import { readRemotesFrom } from './read-remotes.ts';
import { createRegistryReader, type RegistryReader } from './registry.ts';
import { createReleaseHealth, type ReleaseHealth } from './release-health.ts';
import { createReleases, type LiveRelease } from './releases.ts';
import { startRenderWorker } from './render-worker.ts';
import { warmReleases } from './warm-releases.ts';

/** What lives as long as the process. */
export interface Host {
  readonly config: Config;
  readonly registry: RegistryReader;
  readonly releases: ReleaseChooser;
  readonly quarantine: Quarantine;
  readonly health: ReleaseHealth;
  readonly metrics: ShellMetrics;
  /** Reads the registry, brings what it names live, and lets go of what it no longer does. */
  refresh(): Promise<Registry>;
  live(): readonly LiveRelease[];
}

/** Next bundles each page by itself; this is the one copy that they share. */
const KEY = Symbol.for('tessera.shell.host');
const shared = globalThis as { [KEY]?: Host };

export function host(): Host {
  shared[KEY] ??= start(loadConfig(process.env));
  return shared[KEY];
}

function start(config: Config): Host {
  const composed = compose(config);
  const again = async (): Promise<void> => {
    await composed.refresh().catch(() => {});
    setTimeout(again, config.registryTtlMs).unref();
  };
  void again();
  return composed;
}

function compose(config: Config): Host {
  const quarantine = createQuarantine(config.quarantine);
  const live = () => [...releases.live(), ...origins.live()];
  const metrics = createMetrics({
    setAside() {
      const named = quarantine.aside().map(({ release }) => release.split('@'));
      return named.map(([remote = '', release = '']) => ({ remote, release }));
    },
    renderWorkers: () => live().length,
  });
  const health = createReleaseHealth(quarantine, metrics.failed);
  const script = workerScript();
  const startWorker: StartWorker = (release) => startRenderWorker(release, { script, memoryMb: config.renderWorkerMb });
  const common = { startWorker, onFault: health.report };

  const read = readRemotesFrom(config.remotesOrigin);
  const registry = createRegistryReader(read, config.registryTtlMs);
  const releases = createReleases({ ...common, read, base: '/remotes', maxBackOffMs: 15_000 });
  const origins = createOverrideOrigins((origin, readOrigin) =>
    createReleases({ ...common, read: readOrigin, base: `${origin}/remotes`, origin, maxBackOffMs: 2000 }),
  );
  return {
    config,
    registry,
    releases: createReleaseChooser({ releases, origins, quarantine }),
    quarantine,
    health,
    metrics,
    async refresh() {
      const known = await registry.refresh();
      await warmReleases(known, releases, quarantine);
      return known;
    },
    live,
  };
}

/** One bundle beside server.js, which runs in its own folder; `next dev` has the source. */
function workerScript(): string {
  const folder = process.cwd();
  return process.env.NODE_ENV === 'production'
    ? join(folder, 'render-worker.mjs')
    : join(folder, 'src/render-worker/main.ts');
}

export const NO_REMOTES: Registry = { remotes: {} };
