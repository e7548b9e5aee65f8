import type { RemoteEntry } from '@tessera/contracts/remote/release-history';
import { describe, expect, it } from 'vitest';
import { bucketOf } from './canary-bucket.ts';
import { candidates, formerReleases } from './candidates.ts';

type Action = RemoteEntry['history'][number]['action'];

/** Newest action last, as it happened; the stable one follows from it. */
function entryOf(...happened: [Action, string][]): RemoteEntry {
  const history = happened.map(([action, version]) => ({ action, version, at: '2026-11-20T00:00:00Z' })).reverse();
  return {
    stable: history.find(({ action }) => action !== 'canary')?.version ?? '',
    history,
    releases: Object.fromEntries(happened.map(([, version]) => [version, 'sha384-'])),
  };
}

describe('former releases', () => {
  it('When several were published, then the last before the stable one comes first', () => {
    const entry = entryOf(['publish', '1.0.0'], ['publish', '2.0.0'], ['publish', '3.0.0']);
    expect(formerReleases(entry)).toEqual(['2.0.0', '1.0.0']);
  });

  it('When one was rolled back from, then it never stands in, unless it was published again', () => {
    const rolledBack = entryOf(['publish', '1.0.0'], ['publish', '2.0.0'], ['rollback', '1.0.0'], ['publish', '3.0.0']);
    expect(formerReleases(rolledBack)).toEqual(['1.0.0']);
    const again = entryOf(['publish', '1.0.0'], ['publish', '2.0.0'], ['rollback', '1.0.0'], ['promote', '2.0.0']);
    expect(formerReleases({ ...again, stable: '9.0.0' })).toEqual(['2.0.0', '1.0.0']);
  });

  it('When one was a canary only, then it never stands in', () => {
    expect(formerReleases(entryOf(['publish', '1.0.0'], ['canary', '2.0.0'], ['rollback', '1.0.0']))).toEqual([]);
  });
});

describe('candidates', () => {
  const entry = { ...entryOf(['publish', '1.0.0'], ['publish', '2.0.0'], ['canary', '3.0.0']) };
  const withCanary = (weight: number) => ({ ...entry, canary: { version: '3.0.0', weight } });

  it('When there is nothing special, then the stable one is preferred to the former', () => {
    expect(candidates('shop', entry, {})).toEqual(['2.0.0', '1.0.0']);
  });

  it('When a tab runs a release that the registry knows, then that one comes first', () => {
    expect(candidates('shop', entry, { pin: '1.0.0' })).toEqual(['1.0.0', '2.0.0']);
    expect(candidates('shop', entry, { pin: '6.6.6' })).toEqual(['2.0.0', '1.0.0']);
  });

  it('When there is a canary, then shoppers get it by its weight, and each the same every time', () => {
    const seeds = Array.from({ length: 5000 }, (_, index) => `seed${index}`);
    const inCanary = seeds.filter((seed) => candidates('shop', withCanary(20), { seed })[0] === '3.0.0');
    expect(inCanary.length / seeds.length).toBeCloseTo(0.2, 1);
    for (const seed of inCanary) expect(candidates('shop', withCanary(30), { seed })[0]).toBe('3.0.0');
    for (const seed of seeds.slice(0, 50)) {
      expect(candidates('shop', withCanary(0), { seed })[0]).toBe('2.0.0');
      expect(candidates('shop', withCanary(100), { seed })[0]).toBe('3.0.0');
    }
  });

  it('When two remotes have canaries, then who gets one need not get the other', () => {
    const seeds = Array.from({ length: 2000 }, (_, index) => `seed${index}`);
    const both = seeds.filter((seed) => bucketOf(seed, 'shop') < 50 && bucketOf(seed, 'cart') < 50);
    expect(both.length / seeds.length).toBeCloseTo(0.25, 1);
  });
});
