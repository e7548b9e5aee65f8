import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Registry } from '@tessera/contracts/remote/release';
import { afterEach, describe, expect, it } from 'vitest';
import { createReleaseChooser } from './choose-releases.ts';
import { createQuarantine } from './quarantine.ts';
import type { ReleaseFault } from './release-fault.ts';
import { createReleases, type Releases } from './releases.ts';
import { startRenderWorker } from './render-worker.ts';
import { warmReleases } from './warm-releases.ts';

const script = join(import.meta.dirname, '../render-worker/main.ts');
const sha384 = (content: string) => `sha384-${createHash('sha384').update(content).digest('base64')}`;

/** A real Module Federation container, written by hand: `get` and `init`, and `./server` inside. */
const container = (html: string) => `
  module.exports = {
    init: async () => {},
    get: async (expose) => () => {
      if (expose !== './server') throw new Error('no ' + expose);
      return { render: async () => ({ html: ${JSON.stringify(html)} }) };
    },
  };`;

let opened: Releases[] = [];
afterEach(() => {
  for (const releases of opened) releases.prune(() => false);
  opened = [];
});

type Asked = { pin?: string; override?: string } & Partial<Registry['remotes'][string]>;

/** Remotes in memory, with releases of one remote `shop`. */
function world() {
  const files = new Map<string, string>();
  const hashes: Record<string, string> = {};
  const faults: ReleaseFault[] = [];
  let now = 0;
  const clock = () => now;
  const read = async (path: string) => {
    const content = files.get(path);
    if (content === undefined) throw new Error(`no ${path}`);
    return new TextEncoder().encode(content);
  };
  const quarantine = createQuarantine({ failures: 2, windowMs: 1000, asideMs: 10_000, now: clock });
  const releases = createReleases({
    read,
    startWorker: (release) => startRenderWorker(release, { script, memoryMb: 64 }),
    base: '/remotes',
    maxBackOffMs: 15_000,
    onFault: (fault) => faults.push(fault),
    now: clock,
  });
  opened.push(releases);
  const chooser = createReleaseChooser({ releases, origins: {} as never, quarantine, waitMs: 5000 });
  const registryOf = (stable: string, more: Partial<Registry['remotes'][string]> = {}): Registry => ({
    remotes: { shop: { stable, history: [], releases: hashes, ...more } },
  });
  return {
    files,
    faults,
    quarantine,
    releases,
    registryOf,
    publish(version: string, code = container(version), manifest: object = {}) {
      const described = JSON.stringify({
        contract: 1,
        name: 'shop',
        version,
        framework: 'none',
        team: 'Shop',
        bff: '/api/shop',
        state: 1,
        fragments: { list: { props: {} } },
        web: { entry: 'remoteEntry.js', css: [], bytes: { script: 0, css: 0 } },
        node: { entry: 'node/remoteEntry.cjs' },
        integrity: { 'node/remoteEntry.cjs': sha384(code) },
        builtAt: '2026-11-20T00:00:00.000Z',
        ...manifest,
      });
      files.set(`shop/${version}/release.json`, described);
      files.set(`shop/${version}/node/remoteEntry.cjs`, code);
      hashes[version] = sha384(described);
    },
    wait: (ms: number) => {
      now += ms;
    },
    choose,
    version: async (stable: string, asked: Asked = {}) => (await choose(stable, asked)).live?.release.version,
  };
  async function choose(stable: string, { pin, override, ...more }: Asked = {}) {
    const chosen = chooser.choose(registryOf(stable, more), {
      overrides: override ? [{ remote: 'shop', target: override }] : [],
      pins: new Map(pin ? [['shop', pin]] : []),
      seed: 'seed',
    });
    return (await chosen.get('shop')) ?? {};
  }
}
const at = '2026-11-20T00:00:00.000Z';

describe('releases', () => {
  it.each([
    ['container', 'shop/1.0.0/node/remoteEntry.cjs'],
    ['manifest', 'shop/1.0.0/release.json'],
  ])('When the %s was tampered with, then nothing of it is evaluated', async (_, path) => {
    const shop = world();
    shop.publish('1.0.0', `throw new Error('evaluated')`);
    shop.files.set(path, `${shop.files.get(path)} `);
    expect(await shop.version('1.0.0')).toBeUndefined();
    expect(shop.faults).toMatchObject([
      { reason: 'tampered', own: false, error: expect.not.stringContaining('evaluated') },
    ]);
  });

  it.each([
    ['another contract', { contract: 99 }, /contract 99/],
    ['another state', { state: 7 }, /version 7 of the shared state/],
    ['another name', { name: 'other' }, /holds other@1.0.0/],
  ])('When a release is of %s, then it is refused and the log says why', async (_, manifest, why) => {
    const shop = world();
    shop.publish('1.0.0', container('x'), manifest);
    expect(await shop.version('1.0.0')).toBeUndefined();
    expect(shop.faults).toMatchObject([{ reason: 'refused', own: true, error: expect.stringMatching(why) }]);
  });

  it('When a broken release is mended, then it comes back after the back-off and not before', async () => {
    const shop = world();
    shop.publish('1.0.0');
    const path = 'shop/1.0.0/node/remoteEntry.cjs';
    const code = shop.files.get(path) as string;
    shop.files.delete(path);
    expect(await shop.version('1.0.0')).toBeUndefined();
    shop.files.set(path, code);
    expect(await shop.version('1.0.0')).toBeUndefined();
    shop.wait(500);
    expect(await shop.version('1.0.0')).toBe('1.0.0');
  });

  it('When a new release goes live, then the old one serves until the new one is there', async () => {
    const shop = world();
    shop.publish('1.0.0');
    shop.publish('2.0.0');
    await shop.version('1.0.0');
    const history = [{ version: '1.0.0', at, action: 'publish' as const }];
    expect(await shop.version('2.0.0', { history })).toBe('1.0.0');
    await warmReleases(shop.registryOf('2.0.0'), shop.releases, shop.quarantine);
    expect(await shop.version('2.0.0', { history })).toBe('2.0.0');
  });

  it('When releases are published faster than they are loaded, then the one that serves goes on', async () => {
    const shop = world();
    const versions = Array.from({ length: 9 }, (_, index) => `${index + 1}.0.0`);
    for (const version of versions) shop.publish(version);
    const history = versions.map((version) => ({ version, at, action: 'publish' as const })).reverse();
    await shop.version('1.0.0');
    expect(await shop.version('9.0.0', { history })).toBe('1.0.0');
  });

  it('When many releases follow one another, then only the last few keep a worker', async () => {
    const shop = world();
    for (const version of ['1.0.0', '2.0.0', '3.0.0', '4.0.0']) {
      shop.publish(version);
      shop.wait(1);
      await warmReleases(shop.registryOf(version), shop.releases, shop.quarantine);
    }
    expect(shop.releases.live().map(({ release }) => release.version)).toEqual(['2.0.0', '3.0.0', '4.0.0']);
    shop.wait(10 * 60_000);
    await warmReleases(shop.registryOf('4.0.0'), shop.releases, shop.quarantine);
    expect(shop.releases.live().map(({ release }) => release.version)).toEqual(['4.0.0']);
    await warmReleases({ remotes: {} }, shop.releases, shop.quarantine);
    expect(shop.releases.live()).toEqual([]);
  });

  it('When a worker ends, then the release is brought anew, each time later', async () => {
    const shop = world();
    shop.publish('1.0.0', container('x').replace('return {', 'setTimeout(() => process.exit(1), 50); return {'));
    await shop.version('1.0.0');
    await expect.poll(() => shop.faults.length, { timeout: 5000 }).toBe(1);
    expect(shop.faults).toMatchObject([{ reason: 'ended', own: true }]);
    expect(await shop.version('1.0.0')).toBeUndefined();
    shop.wait(500);
    expect(await shop.version('1.0.0')).toBe('1.0.0');
    await expect.poll(() => shop.faults.length, { timeout: 5000 }).toBe(2);
    shop.wait(500);
    expect(await shop.version('1.0.0')).toBeUndefined();
  });
});

describe('choosing', () => {
  it('When the stable release is set aside, then the last good one stands in, until a trial', async () => {
    const shop = world();
    shop.publish('1.0.0');
    shop.publish('2.0.0');
    const history = ['2.0.0', '1.0.0'].map((version) => ({ version, at, action: 'publish' as const }));
    expect(await shop.version('2.0.0', { history })).toBe('2.0.0');
    shop.quarantine.fail('shop@2.0.0');
    shop.quarantine.fail('shop@2.0.0');
    expect(await shop.version('2.0.0', { history })).toBe('1.0.0');
    shop.wait(10_000);
    expect(await shop.version('2.0.0', { history })).toBe('2.0.0');
    expect(await shop.version('2.0.0', { history })).toBe('1.0.0');
    shop.quarantine.succeed('shop@2.0.0');
    expect(await shop.version('2.0.0', { history })).toBe('2.0.0');
  });

  it('When all releases are set aside, then the stable one goes on: what of it works is better than nothing', async () => {
    const shop = world();
    shop.publish('1.0.0');
    shop.publish('2.0.0');
    const history = ['2.0.0', '1.0.0'].map((version) => ({ version, at, action: 'publish' as const }));
    await shop.version('1.0.0');
    await shop.version('2.0.0');
    await expect.poll(() => shop.version('2.0.0', { history })).toBe('2.0.0');
    for (const version of ['1.0.0', '1.0.0', '2.0.0', '2.0.0']) shop.quarantine.fail(`shop@${version}`);
    expect(await shop.version('2.0.0', { history })).toBe('2.0.0');
  });

  it('When a tab runs an older release, then it keeps it, even when that has to be brought again', async () => {
    const shop = world();
    shop.publish('1.0.0');
    shop.publish('2.0.0');
    const history = ['2.0.0', '1.0.0'].map((version) => ({ version, at, action: 'publish' as const }));
    await shop.version('2.0.0', { history });
    expect(await shop.version('2.0.0', { history, pin: '1.0.0' })).toBe('1.0.0');
  });

  it('When an override names a release of the registry, then it is that one or none', async () => {
    const shop = world();
    shop.publish('1.0.0');
    shop.publish('2.0.0', 'throw new Error("broken")');
    expect((await shop.choose('2.0.0', { override: '1.0.0' })).live?.release.version).toBe('1.0.0');
    for (const [override, why] of [
      ['2.0.0', /broken/],
      ['6.6.6', /does not know shop@6.6.6/],
    ] as const) {
      expect(await shop.choose('1.0.0', { override })).toEqual({
        override: { target: override, error: expect.stringMatching(why) },
      });
    }
  });
});
