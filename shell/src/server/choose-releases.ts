import { isOrigin, type Override } from '@tessera/contracts/remote/override';
import type { Registry } from '@tessera/contracts/remote/release';
import type { RemoteEntry } from '@tessera/contracts/remote/release-history';
import type { ReleaseId } from './bring-release.ts';
import { candidates } from './candidates.ts';
import { describeError } from './log.ts';
import type { OverrideOrigins } from './override-origins.ts';
import type { Quarantine } from './quarantine.ts';
import type { LiveRelease, Releases } from './releases.ts';

/** What a page asks by. */
export interface Shopper {
  readonly overrides: readonly Override[];
  /** Version by remote that this tab runs already. */
  readonly pins: ReadonlyMap<string, string>;
  /** Decides about canaries; undefined for none. */
  readonly seed: string | undefined;
}

/** What a page runs of one remote; `live` is missing when nothing can be had. */
export interface Choice {
  readonly live?: LiveRelease | undefined;
  readonly override?: { readonly target: string; readonly error?: string };
}

export interface ReleaseChooser {
  /** The one decision of a page for each remote. Nothing waits longer than `withinMs`, nothing rejects. */
  choose(registry: Registry, shopper: Shopper, withinMs?: number): ReadonlyMap<string, Promise<Choice>>;
}

export interface ReleaseChooserDeps {
  readonly releases: Releases;
  readonly origins: OverrideOrigins;
  readonly quarantine: Quarantine;
  readonly waitMs?: number;
}

/** How many releases are tried one after the other where none is live. */
const LOADED_AT_MOST = 4;

export function createReleaseChooser({
  releases,
  origins,
  quarantine,
  waitMs = 600,
}: ReleaseChooserDeps): ReleaseChooser {
  const fromRegistry = async (name: string, entry: RemoteEntry, { pins, seed }: Shopper, withinMs: number) => {
    const pin = pins.get(name);
    let patience: Promise<undefined> | undefined;
    const load = (id: ReleaseId) => Promise.race([releases.load(id), (patience ??= later(withinMs))]);
    const absent: ReleaseId[] = [];
    const aside: ReleaseId[] = [];
    for (const id of candidates(name, entry, { pin, seed }).map((version) => idOf(name, version, entry))) {
      if (!quarantine.admit(releaseName(id))) {
        aside.push(id);
        continue;
      }
      // What a tab runs is worth waiting for; what is new loads behind the release that serves now.
      const live = releases.ready(id) ?? (id.version === pin && (await load(id)));
      if (live) return live;
      if (absent.length === 0) void releases.load(id);
      if (absent.length < LOADED_AT_MOST) absent.push(id);
    }
    for (const id of absent) {
      const live = await load(id);
      if (live) return live;
    }
    // Some of its fragments fail: the others are still better than none.
    return aside.map((id) => releases.ready(id)).find((live) => live !== undefined);
  };

  const overridden = async (
    { remote, target }: Override,
    entry: RemoteEntry | undefined,
    withinMs: number,
  ): Promise<Choice> => {
    const find = async (): Promise<LiveRelease> => {
      if (isOrigin(target)) return origins.find(target.replace(/\/$/, ''), remote);
      if (!entry?.releases[target]) throw new Error(`The registry does not know ${remote}@${target}`);
      const id = idOf(remote, target, entry);
      const live = releases.ready(id) ?? (await releases.load(id));
      if (!live) throw new Error(releases.fault(id) ?? `${remote}@${target} can’t be loaded`);
      return live;
    };
    try {
      const live = await Promise.race([find(), later(withinMs)]);
      if (!live) throw new Error(`${remote} of ${target} was not there within ${withinMs} ms; it goes on loading`);
      return { live, override: { target } };
    } catch (error) {
      return { override: { target, error: describeError(error) } };
    }
  };

  return {
    choose({ remotes }, shopper, withinMs = waitMs) {
      const overrides = new Map(shopper.overrides.map((override) => [override.remote, override]));
      const names = new Set([...Object.keys(remotes), ...overrides.keys()]);
      return new Map(
        [...names].map((name) => {
          const override = overrides.get(name);
          const entry = remotes[name];
          if (override) return [name, overridden(override, entry, withinMs)];
          if (!entry) return [name, Promise.resolve({})];
          return [name, fromRegistry(name, entry, shopper, withinMs).then((live) => ({ live }))];
        }),
      );
    },
  };
}

/** As quarantine, log and metrics name it. */
export const releaseName = ({ name, version }: Pick<ReleaseId, 'name' | 'version'>) => `${name}@${version}`;

export const idOf = (name: string, version: string, { releases }: RemoteEntry): ReleaseId => ({
  name,
  version,
  hash: releases[version] ?? '',
});

const later = (ms: number): Promise<undefined> => new Promise((resolve) => setTimeout(resolve, ms, undefined).unref());
