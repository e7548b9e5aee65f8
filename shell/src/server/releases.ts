import type { Release } from '@tessera/contracts/remote/release';
import { bringRelease, type ReleaseId, type StartWorker } from './bring-release.ts';
import { TamperedFile } from './integrity.ts';
import { describeError } from './log.ts';
import type { ReadRemotes } from './read-remotes.ts';
import { type FaultReason, RefusedRelease, type ReleaseFault } from './release-fault.ts';
import type { RenderWorker } from './render-worker.ts';

/** A release whose files were checked and whose server container is loaded. */
export interface LiveRelease {
  readonly release: Release;
  readonly worker: RenderWorker;
  /** Where the browser finds it: the parent of `/<name>/<version>/`. */
  readonly base: string;
  /** Of the override that it comes from. */
  readonly origin?: string;
}

export interface Releases {
  /** The release when it is live now. */
  ready(id: ReleaseId): LiveRelease | undefined;
  /** Brings it, once for all who ask; undefined when it can't be had, or could not be had a moment ago. */
  load(id: ReleaseId): Promise<LiveRelease | undefined>;
  /** Why it could not be had. */
  fault(id: ReleaseId): string | undefined;
  /** Lets go of what is not needed; of each remote of which some may be spared, the last used stay for a while. */
  prune(needed: (live: LiveRelease) => boolean, spared?: (remote: string) => boolean): void;
  live(): readonly LiveRelease[];
}

export interface ReleasesSettings {
  readonly read: ReadRemotes;
  readonly startWorker: StartWorker;
  readonly base: string;
  readonly origin?: string;
  readonly maxBackOffMs: number;
  onFault(fault: ReleaseFault): void;
  readonly now?: () => number;
}

interface Slot {
  live?: LiveRelease;
  loading?: Promise<LiveRelease | undefined>;
  failures: number;
  retryAt: number;
  broughtAt: number;
  usedAt: number;
  fault?: string;
}

/** Who has lived so long starts again without waiting. */
const STEADY_AFTER_MS = 60_000;
const SLOTS = 200;
/** What was replaced goes on for the tabs that run it, and in case its successor is set aside. */
const SPARE = 2;
const SPARE_FOR_MS = 10 * 60_000;

export function createReleases(settings: ReleasesSettings): Releases {
  const { read, startWorker, base, origin, maxBackOffMs, onFault, now = Date.now } = settings;
  const slots = new Map<string, Slot>();
  const keyOf = ({ name, version, hash }: ReleaseId) => `${name}@${version} ${hash}`;
  const report = ({ name, version }: ReleaseId, fault: Pick<ReleaseFault, 'reason' | 'error' | 'own'>) =>
    onFault({ remote: name, version, ...(origin ? { origin } : {}), ...fault });

  const fail = (slot: Slot, error: string) => {
    slot.fault = error;
    slot.retryAt = now() + Math.min(maxBackOffMs, 500 * 2 ** slot.failures++);
  };

  const bring = async (id: ReleaseId, slot: Slot): Promise<LiveRelease | undefined> => {
    try {
      const live: LiveRelease = { ...(await bringRelease(id, read, startWorker)), base, ...(origin ? { origin } : {}) };
      Object.assign(slot, { live, fault: undefined, broughtAt: now(), usedAt: now() });
      void live.worker.ended.then((error) => {
        slot.live = undefined;
        if (now() - slot.broughtAt > STEADY_AFTER_MS) slot.failures = 0;
        fail(slot, error);
        report(id, { reason: 'ended', error, own: true });
      });
      return live;
    } catch (error) {
      fail(slot, describeError(error));
      report(id, { reason: reasonOf(error), error: describeError(error), own: error instanceof RefusedRelease });
      return undefined;
    } finally {
      slot.loading = undefined;
    }
  };

  return {
    ready(id) {
      const slot = slots.get(keyOf(id));
      if (slot?.live) slot.usedAt = now();
      return slot?.live;
    },
    load(id) {
      const slot: Slot = slots.get(keyOf(id)) ?? { failures: 0, retryAt: 0, broughtAt: 0, usedAt: now() };
      slots.set(keyOf(id), slot);
      if (slot.live) return Promise.resolve(slot.live);
      if (!slot.loading && now() < slot.retryAt) return Promise.resolve(undefined);
      slot.loading ??= bring(id, slot);
      return slot.loading;
    },
    fault: (id) => slots.get(keyOf(id))?.fault,
    prune(needed, spared = () => false) {
      const idle = [...slots].filter(([, { live, loading }]) => !loading && (!live || !needed(live)));
      const byUse = idle.sort(([, a], [, b]) => b.usedAt - a.usedAt);
      const kept = new Map<string, number>();
      for (const [key, { live, usedAt }] of byUse) {
        if (!live) continue;
        const { name } = live.release;
        const before = kept.get(name) ?? 0;
        kept.set(name, before + 1);
        if (spared(name) && before < SPARE && now() - usedAt < SPARE_FOR_MS) continue;
        slots.delete(key);
        live.worker.close();
      }
      // What failed is remembered for its back-off, within limits.
      const failed = byUse.filter(([, { live }]) => !live);
      for (const [key] of failed.slice(SLOTS)) slots.delete(key);
    },
    live: () => [...slots.values()].flatMap(({ live }) => live ?? []),
  };
}

function reasonOf(error: unknown): FaultReason {
  if (error instanceof RefusedRelease) return 'refused';
  return error instanceof TamperedFile ? 'tampered' : 'unavailable';
}
