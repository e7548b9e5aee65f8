import type { Registry } from '@tessera/contracts/remote/release';
import { readHistory } from '@tessera/contracts/remote/release-history';
import { expect, test } from 'vitest';
import { withCanary, withEnsured, withPromoted, withPublished, withRolledBack } from './registry-changes.ts';

type Step = readonly ['publish' | 'ensure' | 'canary' | 'promote' | 'rollback', version?: string];

/** What is live after a few actions, one a minute. */
function after(...steps: Step[]) {
  const registry = steps.reduce<Registry>(
    (before, [action, version], minute) => {
      const at = new Date(Date.UTC(2026, 0, 1, 12, minute));
      const arrival = { name: 'catalog', version: `1.0.0-${version}`, manifestHash: `sha384-${'A'.repeat(64)}`, at };
      if (action === 'publish') return withPublished(before, arrival);
      if (action === 'ensure') return withEnsured(before, arrival);
      if (action === 'canary') return withCanary(before, arrival, 10);
      if (action === 'promote') return withPromoted(before, 'catalog', at);
      return withRolledBack(before, 'catalog', at, version && `1.0.0-${version}`);
    },
    { remotes: {} },
  );
  const { catalog } = registry.remotes;
  if (!catalog) throw new Error('Nothing was published');
  return { ...catalog, stable: catalog.stable.slice(6), canary: catalog.canary?.version.slice(6) };
}

test.each<[string, Step[], { stable: string; canary?: string }]>([
  [
    'is published',
    [
      ['publish', 'a'],
      ['publish', 'b'],
    ],
    { stable: 'b' },
  ],
  [
    'is a canary',
    [
      ['publish', 'a'],
      ['canary', 'b'],
    ],
    { stable: 'a', canary: 'b' },
  ],
  ['is promoted', [['publish', 'a'], ['canary', 'b'], ['promote']], { stable: 'b' }],
  ['is rolled back', [['publish', 'a'], ['publish', 'b'], ['rollback']], { stable: 'a' }],
  ['is a canary that is rolled back', [['publish', 'a'], ['canary', 'b'], ['rollback']], { stable: 'a' }],
  [
    'is replaced beside a canary',
    [
      ['publish', 'a'],
      ['canary', 'b'],
      ['publish', 'c'],
    ],
    { stable: 'c', canary: 'b' },
  ],
  [
    'is rolled back twice',
    [['publish', 'a'], ['publish', 'b'], ['publish', 'c'], ['rollback'], ['rollback']],
    { stable: 'a' },
  ],
  [
    'follows one that was rolled back',
    [['publish', 'a'], ['publish', 'b'], ['rollback'], ['publish', 'c'], ['rollback']],
    { stable: 'a' },
  ],
  [
    'was rolled back and is named',
    [['publish', 'a'], ['publish', 'b'], ['rollback'], ['rollback', 'b']],
    { stable: 'b' },
  ],
  [
    'was named and is good again',
    [['publish', 'a'], ['publish', 'b'], ['rollback'], ['rollback', 'b'], ['publish', 'c'], ['rollback']],
    { stable: 'b' },
  ],
  [
    'is rolled back, brought back and rolled back again',
    [['publish', 'a'], ['publish', 'b'], ['rollback'], ['rollback', 'b'], ['rollback']],
    { stable: 'a' },
  ],
  [
    'is rolled back by name beside a canary',
    [
      ['publish', 'a'],
      ['publish', 'b'],
      ['canary', 'c'],
      ['rollback', 'a'],
    ],
    { stable: 'a' },
  ],
])('When a release %s, then the right one is live', (_what, steps, live) => {
  const { stable, canary } = after(...steps);
  expect({ stable, canary }).toEqual({ canary: undefined, ...live });
});

test.each<[string, Step[], { stable: string; canary?: string }]>([
  ['a rollback', [['ensure', 'a'], ['ensure', 'b'], ['rollback'], ['ensure', 'b']], { stable: 'a' }],
  [
    'a canary',
    [
      ['ensure', 'a'],
      ['canary', 'b'],
      ['ensure', 'b'],
    ],
    { stable: 'a', canary: 'b' },
  ],
  [
    'a canary of other sources',
    [
      ['ensure', 'a'],
      ['canary', 'b'],
      ['ensure', 'a'],
    ],
    { stable: 'a', canary: 'b' },
  ],
  ['a canary that was withdrawn', [['ensure', 'a'], ['canary', 'b'], ['rollback'], ['ensure', 'b']], { stable: 'a' }],
  ['a promotion', [['ensure', 'a'], ['canary', 'b'], ['promote'], ['ensure', 'b']], { stable: 'b' }],
])('When the shop starts again after %s, then that stands', (_what, steps, live) => {
  const { stable, canary } = after(...steps);
  expect({ stable, canary }).toEqual({ canary: undefined, ...live });
});

test.each<[string, Step[], string]>([
  ['promotes without a canary', [['publish', 'a'], ['promote']], 'no canary'],
  ['goes back with nothing before', [['publish', 'a'], ['rollback']], '1.0.0-a is the only one'],
  ['goes back to what was bad', [['publish', 'a'], ['publish', 'b'], ['rollback'], ['rollback']], '--to: 1.0.0-b'],
  [
    'names an unknown version',
    [
      ['publish', 'a'],
      ['rollback', 'x'],
    ],
    'is not in the registry; there are 1.0.0-a',
  ],
  [
    'names what is stable',
    [
      ['publish', 'a'],
      ['rollback', 'a'],
    ],
    'is stable already',
  ],
  [
    'goes back to the canary',
    [
      ['publish', 'a'],
      ['canary', 'b'],
      ['rollback', 'b'],
    ],
    '1.0.0-b is the canary. For everyone: npm run release -- promote catalog',
  ],
  [
    'publishes what was rolled back',
    [['publish', 'a'], ['publish', 'b'], ['rollback'], ['publish', 'b']],
    '--to 1.0.0-b',
  ],
  ['promotes an unknown remote', [['promote']], 'No release of catalog was ever published here'],
])('When somebody %s, then it is refused with the reason', (_what, steps, reason) => {
  expect(() => after(...steps)).toThrow(reason);
});

test('When the history is told again, then it knows since when something is live and what was rolled back', () => {
  const { history } = after(['publish', 'a'], ['publish', 'b'], ['rollback'], ['canary', 'c'], ['canary', 'c']);
  expect(history.map(({ action }) => action)).toEqual(['canary', 'canary', 'rollback', 'publish', 'publish']);
  expect(readHistory(history)).toMatchObject({
    stables: [
      { version: '1.0.0-a', since: '2026-01-01T12:02:00.000Z' },
      { version: '1.0.0-b' },
      { version: '1.0.0-a' },
    ],
    canary: { version: '1.0.0-c', since: '2026-01-01T12:03:00.000Z' },
    rolledBack: new Set(['1.0.0-b']),
  });
});

test('When more happened than the history holds, then releases that it forgot are no longer vouched for', () => {
  const versions = Array.from({ length: 130 }, (_, index) => `r${index}`);
  const { history, releases } = after(...versions.map((version): Step => ['publish', version]));
  expect(history).toHaveLength(100);
  expect(Object.keys(releases)).toEqual(versions.slice(30).map((version) => `1.0.0-${version}`));
});

test('When only canaries came for long, then the stable release is still vouched for', () => {
  const canaries = Array.from({ length: 130 }, (_, index): Step => ['canary', `c${index}`]);
  const { stable, releases } = after(['publish', 'a'], ...canaries);
  expect(stable).toBe('a');
  expect(releases).toHaveProperty(['1.0.0-a']);
});
