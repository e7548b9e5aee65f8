import { expect, test } from 'vitest';
import type { PageRemote } from '../page.ts';
import { describeFragment } from './describe-fragment.ts';

const remote: PageRemote = {
  release: '1.0.3',
  entry: '/remotes/catalog/1.0.3/entry.js',
  integrity: '',
  bff: '/api/catalog',
  css: [],
  team: 'catalog',
  framework: 'vue',
  bytes: { script: 1, css: 1 },
};
const slot = (dataset: Record<string, string>, hydrate: string | null = 'idle') => ({
  dataset,
  getAttribute: (name: string) => (name === 'name' ? 'catalog/product-list' : hydrate),
});

test('When a fragment is alive, then its label says whose it is, what it cost and that it is hydrated', () => {
  const facts = describeFragment(
    slot({ mounted: 'hydrated', release: '1.0.2' }),
    14_200,
    { outcome: 'rendered', renderMs: 12.34 },
    remote,
  );
  expect(facts).toEqual({
    name: 'catalog/product-list',
    state: 'hydrated',
    details: 'team catalog · vue · 1.0.2 · 12.3 ms · 14.2 kB HTML',
  });
});

test.each([
  ['hydrated', slot({ mounted: 'hydrated' })],
  ['rendered in the browser', slot({ mounted: 'rendered' })],
  ['waiting for idle', slot({})],
  ['waiting for visible', slot({}, null)],
  ['not started: chunk 7 is gone', slot({ mountFault: 'chunk 7 is gone' })],
  ['fallback: its render threw', slot({ fallback: 'failed' }), 'its render threw'],
  ['fallback', slot({ fallback: 'failed' })],
  ['fallback (late), waiting for idle', slot({ fallback: 'late' })],
])('When it is %s, then it says so', (state, element, fault?: string) => {
  const server = fault ? { outcome: 'failed' as const, fault } : undefined;
  expect(describeFragment(element, 0, server, undefined).state).toBe(state);
});
