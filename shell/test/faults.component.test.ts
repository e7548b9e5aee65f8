import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { shellIsBuilt } from './built-shell.ts';
import { containerOf } from './stand-in-releases.ts';
import { FRAGMENT_DEADLINE_MS, openStandInShop, type StandInShop } from './stand-in-shop.ts';
import type { Behaviour } from './stub-bffs.ts';

/** The shell's BFF has this long to tell who is there. */
const CONTEXT_DEADLINE_MS = 1500;
/** What a busy machine may take on top of a deadline. */
const SLACK_MS = 2500;

const WHOLE = { status: 200, own: 'there', featured: 'there', cart: 'there', badge: 'there' };
const WITHOUT_FEATURED = { ...WHOLE, featured: 'fallback' };

let shop: StandInShop;
const expectPage = async (expected: object, deadlineMs = FRAGMENT_DEADLINE_MS) => {
  const page = await shop.visit();
  expect(page).toMatchObject(expected);
  expect(page.ms).toBeLessThan(deadlineMs + SLACK_MS);
};
/** The running shell comes to it by itself. */
const until = (expected: object) => vi.waitFor(() => expectPage(expected), { timeout: 10_000, interval: 100 });
let patch = 0;
const nextVersion = () => `1.0.${++patch}`;

describe.skipIf(!shellIsBuilt)('The built shell (npm run build -w shell)', () => {
  describe('in which all was well', () => {
    beforeAll(async () => {
      shop = await openStandInShop();
      await shop.start();
      await expectPage(WHOLE);
    });
    afterAll(() => shop.close());

    test.each([
      ['throws', 'throw new Error("broken")'],
      ['throws what is no error', 'throw undefined'],
      ['never answers', 'await new Promise(() => {})'],
      ['answers no HTML', 'return { html: { not: "html" } }'],
      ['answers nothing', ''],
      ['answers a state that is no JSON', 'const state = {}; state.self = state; return { html: "", state }'],
      ['says nonsense of the page', 'return { html: "", page: { status: 9999, title: {} } }'],
    ])('When a fragment %s, then its fallback stands there until a good release is published', async (_, render) => {
      shop.releases.publish('catalog', nextVersion(), containerOf('catalog', render));
      await until(WITHOUT_FEATURED);

      shop.releases.publish('catalog', nextVersion());
      await until(WHOLE);
    });

    test.each<[string, Behaviour]>([
      ['is down', 'down'],
      ['does not answer', 'silent'],
      ['fails', 'failing'],
      ['answers no JSON', 'rambling'],
    ])('When a remote’s BFF %s, then only its fragments have fallbacks, until it is back', async (_, behaviour) => {
      shop.bffs.behaviours.catalog = behaviour;
      await expectPage(WITHOUT_FEATURED);

      shop.bffs.behaviours.catalog = 'well';
      await expectPage(WHOLE);
    });

    test.each<[string, Behaviour]>([
      ['is down', 'down'],
      ['does not answer', 'silent'],
      ['fails', 'failing'],
      ['answers no JSON', 'rambling'],
      ['answers another JSON', 'confused'],
    ])('When the shell’s BFF %s, then the page is a guest’s, until it is back', async (_, behaviour) => {
      shop.bffs.behaviours.shell = behaviour;
      await expectPage({ ...WHOLE, badge: 'gone' }, CONTEXT_DEADLINE_MS + FRAGMENT_DEADLINE_MS);

      shop.bffs.behaviours.shell = 'well';
      await expectPage(WHOLE);
    });
  });

  describe('at its start', () => {
    beforeEach(async () => {
      shop = await openStandInShop();
    });
    afterEach(() => shop.close());

    test.each<[string, (release: string) => () => void]>([
      ['is missing', (release) => shop.releases.hide(release)],
      ['has no server container', (release) => shop.releases.hide(`${release}/node/entry.cjs`)],
      ['has another server container', (release) => shop.releases.tamper(`${release}/node/entry.cjs`, '// evil')],
      ['has another release.json', (release) => shop.releases.tamper(`${release}/release.json`, '{}')],
    ])('When a release %s, then its fragments have fallbacks until it is as it was published', async (_, breakIt) => {
      const mend = breakIt('catalog/1.0.0');
      await shop.start();
      await expectPage(WITHOUT_FEATURED);

      mend();
      await until(WHOLE);
    });

    test.each([
      ['throws when it is loaded', 'throw new Error("broken")'],
      ['is no JavaScript', '<html>'],
      ['exposes nothing', ''],
      ['asks for a module that is not Node’s', 'require("left-pad")'],
    ])('When a container %s, then the last good release of the registry serves', async (_, container) => {
      shop.releases.publish('catalog', '1.0.1', container);
      await shop.start();
      await expectPage(WHOLE);
      expect((await shop.visit()).page.remotes.catalog?.release).toBe('1.0.0');
    });

    test('When a bad release follows a good one, then the good one goes on', async () => {
      await shop.start();
      await expectPage(WHOLE);

      shop.releases.publish('catalog', '1.0.1', 'throw new Error("broken")');
      const end = Date.now() + 1000;
      while (Date.now() < end) await expectPage(WHOLE);
    });

    test.each<[string, () => () => void]>([
      ['is not there', () => shop.releases.hide('registry.json')],
      ['is no JSON', () => shop.releases.tamper('registry.json', '{ "remotes": ')],
      ['is no registry', () => shop.releases.tamper('registry.json', '{ "remotes": { "catalog": 1 } }')],
    ])(
      'When the registry %s at the start, then all slots have fallbacks until it is; later the last good one counts',
      async (_, breakIt) => {
        let mend = breakIt();
        await shop.start();
        await expectPage({ status: 200, own: 'there', featured: 'fallback', cart: 'fallback' });
        mend();
        await until(WHOLE);

        mend = breakIt();
        const end = Date.now() + 500;
        while (Date.now() < end) await expectPage(WHOLE);
        mend();
      },
    );
  });
});
