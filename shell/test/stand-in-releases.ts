import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONTRACT_VERSION, type Registry } from '@tessera/contracts/remote/release';
import { STATE_VERSION } from '@tessera/contracts/state/shared-state';

const FRAGMENTS = {
  catalog: ['featured-products'],
  orders: ['mini-cart'],
  dashboard: ['notification-badge'],
};
type RemoteName = keyof typeof FRAGMENTS;

/** Body of `render({ fragment, api, … })`. A good one asks its BFF, as real remotes do. */
export const GOOD_RENDER = `
  const answer = await api('/screens/' + fragment);
  if (!answer.ok) throw new Error('The BFF answered ' + answer.status);
  await answer.json();
  return { html: '<p>' + fragment + ' is here</p>' };`;

/** A whole container of Module Federation. */
export const containerOf = (name: RemoteName, render = GOOD_RENDER) => `
  const render = async ({ fragment, api }) => {${render}};
  exports.${name} = { init() {}, get: async () => () => ({ render }) };`;

type Entry = Registry['remotes'][string];

/** A folder such as the one that is served as `/remotes/`, with releases of a few lines. */
export function createStandInReleases() {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-releases-'));
  const remotes: Registry['remotes'] = {};

  /** Writes a release that the registry does not name yet. */
  const upload = (name: RemoteName, version: string, container = containerOf(name), described: object = {}) => {
    const release = join(folder, name, version);
    const manifest = JSON.stringify({ ...describe(name, version, container), ...described });
    mkdirSync(join(release, 'node'), { recursive: true });
    writeFileSync(join(release, 'node/entry.cjs'), container);
    writeFileSync(join(release, 'release.json'), manifest);
    return sha384(manifest);
  };
  /** As the release tool writes it: the newest action first, and a hash of each version that was ever named. */
  const change = (name: RemoteName, action: Entry['history'][number]['action'], version: string, entry: object) => {
    const known = remotes[name] ?? { stable: version, history: [], releases: {} };
    const history = [{ version, action, at: new Date().toISOString() }, ...known.history].slice(0, 100);
    remotes[name] = { ...known, history, ...entry };
    writeFileSync(join(folder, 'registry.json.new'), JSON.stringify({ remotes }));
    renameSync(join(folder, 'registry.json.new'), join(folder, 'registry.json'));
  };
  const hashes = (name: RemoteName, version: string, hash: string) => ({
    releases: { ...remotes[name]?.releases, [version]: hash },
  });
  const publish = (name: RemoteName, version: string, container?: string, described?: object) =>
    change(name, 'publish', version, {
      stable: version,
      canary: undefined,
      ...hashes(name, version, upload(name, version, container, described)),
    });
  for (const name of Object.keys(FRAGMENTS) as RemoteName[]) publish(name, '1.0.0');

  return {
    folder,
    publish,
    canary: (name: RemoteName, version: string, weight: number, container?: string) =>
      change(name, 'canary', version, {
        canary: { version, weight },
        ...hashes(name, version, upload(name, version, container)),
      }),
    /** Takes a file or a release away; answers how to put it back. */
    hide(name: string): () => void {
      const path = join(folder, name);
      renameSync(path, `${path}.hidden`);
      return () => renameSync(`${path}.hidden`, path);
    },
    /** Writes something else into a file; answers how to make it what it was. */
    tamper(name: string, content: string): () => void {
      const path = join(folder, name);
      const original = readFileSync(path);
      writeFileSync(path, content);
      return () => writeFileSync(path, original);
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

const sha384 = (content: string) => `sha384-${createHash('sha384').update(content).digest('base64')}`;

const describe = (name: RemoteName, version: string, container: string) => ({
  contract: CONTRACT_VERSION,
  state: STATE_VERSION,
  name,
  version,
  framework: 'none',
  team: 'test',
  bff: `/api/${name}`,
  fragments: Object.fromEntries(FRAGMENTS[name].map((fragment) => [fragment, { props: {} }])),
  web: { entry: 'entry.js', css: [], bytes: { script: 0, css: 0 } },
  node: { entry: 'node/entry.cjs' },
  integrity: { 'entry.js': sha384(''), 'node/entry.cjs': sha384(container) },
  builtAt: '2026-01-01T00:00:00.000Z',
});
