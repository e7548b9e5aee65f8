import { describe, expect, it } from 'vitest';
import { createCookieJar } from './cookie-jar.ts';
import type { ReleaseFault } from './release-fault.ts';
import type { LiveRelease } from './releases.ts';
import { createFragmentRenderer } from './render-fragment.ts';

/** Renders `catalog/list` with a worker that answers `result`. */
async function render(result: unknown) {
  const faults: ReleaseFault[] = [];
  const live = {
    release: { name: 'catalog', version: '1.0.0', bff: '/api/catalog', fragments: { list: { props: {} } } },
    worker: { render: async () => ({ type: 'rendered', id: 0, result, setCookies: [], bff: 'well' }) },
    base: '/remotes',
  } as unknown as LiveRelease;
  const rendered = await createFragmentRenderer({
    choices: new Map([['catalog', Promise.resolve({ live })]]),
    url: '/',
    state: {} as never,
    nonce: 'n',
    caller: { cookies: createCookieJar(), headers: {} },
    bffUrl: () => 'http://127.0.0.1:4101',
    deadlineMs: () => 800,
    checkProps: false,
    health: { report: (fault) => faults.push(fault), succeed: () => {}, lastFaults: () => [] },
    rendered: () => {},
  })({ name: 'catalog/list', instance: 'm0', props: {} });
  return { rendered, faults };
}

const slots = (count: number) => '<mfe-slot name="orders/add-to-cart"></mfe-slot>'.repeat(count);

describe('rendering a fragment', () => {
  it('When the result is as agreed, then it goes into the page', async () => {
    const { rendered, faults } = await render({ html: slots(500), state: { page: 1 } });
    expect(rendered).toMatchObject({ outcome: 'rendered', release: '1.0.0', result: { state: { page: 1 } } });
    expect(faults).toEqual([]);
  });

  it.each([
    ['has no HTML', {}, /html/],
    ['says that it is broken', { html: '', page: { status: 503 } }, /503/],
    ['holds thousands of fragments of others', { html: slots(5000) }, /500 slots/],
    ['is larger than a page may be', { html: 'x'.repeat(5e6) }, /4194304 characters/],
  ])('When the result %s, then its place has a fallback and the release is blamed', async (_, result, why) => {
    const { rendered, faults } = await render(result);
    expect(rendered).toMatchObject({ outcome: 'failed', fault: expect.stringMatching(why) });
    expect(faults).toMatchObject([{ remote: 'catalog', version: '1.0.0', fragment: 'list', own: true }]);
  });
});
