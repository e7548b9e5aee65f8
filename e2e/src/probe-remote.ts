import { createHash, randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CONTRACT_VERSION, type Registry, type Release } from '@tessera/contracts/remote/release';
import { STATE_VERSION } from '@tessera/contracts/state/shared-state';
import sirv from 'sirv';
import { withCanary, withPromoted, withPublished, withRolledBack } from '../../tools/release/registry-changes.ts';
import { changeRegistry } from '../../tools/release/registry-file.ts';

/** Where the shop under test keeps the releases that it serves. */
export const REMOTES_FOLDER = path.resolve(import.meta.dirname, '../../.cache/e2e-data/remotes');

interface Build {
  readonly version: string;
  /** Body of the server's `render({ fragment, instance, props, state, api, … })`. */
  readonly render?: string;
  readonly css?: string;
}

/**
 * A remote of a few lines and one fragment, `panel`, that says which release it is, on the server and in the browser.
 * No other test has its name, so its releases can come and go while the shop is tested by others.
 */
export function createProbe() {
  const name = `probe${randomBytes(4).toString('hex')}`;
  const folder = mkdtempSync(path.join(tmpdir(), 'tessera-probe-'));

  /** Writes a whole release, as a build does; answers its folder. */
  const build = ({ version, render = goodRender(name, version), css = '' }: Build): string => {
    const files: Record<string, string> = {
      'remoteEntry.js': browserContainer(name, version),
      'node/remoteEntry.cjs': `exports.${name} = { init() {}, get: async () => () => ({ render: async (request) => {${render}} }) };`,
      'static/css/probe.css': css,
    };
    const release: Release = {
      contract: CONTRACT_VERSION,
      state: STATE_VERSION,
      name,
      version,
      framework: 'none',
      team: 'Probe',
      bff: '/api/catalog',
      fragments: { panel: { props: {} } },
      web: { entry: 'remoteEntry.js', css: ['static/css/probe.css'], bytes: { script: 0, css: 0 } },
      node: { entry: 'node/remoteEntry.cjs' },
      integrity: Object.fromEntries(Object.entries(files).map(([file, content]) => [file, sha384(content)])),
      builtAt: new Date().toISOString(),
    };
    const to = path.join(folder, name, version);
    for (const [file, content] of Object.entries({ ...files, 'release.json': JSON.stringify(release) })) {
      mkdirSync(path.dirname(path.join(to, file)), { recursive: true });
      writeFileSync(path.join(to, file), content);
    }
    return to;
  };

  /** Puts a release where the shop serves them; what the registry says of it comes after. */
  const arrive = (given: Build) => {
    const from = build(given);
    cpSync(from, path.join(REMOTES_FOLDER, name, given.version), { recursive: true });
    const manifestHash = sha384(readFileSync(path.join(from, 'release.json'), 'utf8'));
    return { name, version: given.version, manifestHash, at: new Date() };
  };

  return {
    name,
    path: `/dev/fragments/${name}/panel`,
    publish(given: Build) {
      const arrival = arrive(given);
      changeRegistry(REMOTES_FOLDER, (registry) => withPublished(registry, arrival));
    },
    publishCanary(given: Build, weight: number) {
      const arrival = arrive(given);
      changeRegistry(REMOTES_FOLDER, (registry) => withCanary(registry, arrival, weight));
    },
    promote: () => void changeRegistry(REMOTES_FOLDER, (registry) => withPromoted(registry, name, new Date())),
    rollBack: () => void changeRegistry(REMOTES_FOLDER, (registry) => withRolledBack(registry, name, new Date())),
    /** Serves one release from an origin of its own, as a team's dev server does. */
    async serve(given: Build) {
      const manifest = readFileSync(path.join(build(given), 'release.json'), 'utf8');
      const registry: Registry = {
        remotes: { [name]: { stable: given.version, history: [], releases: { [given.version]: sha384(manifest) } } },
      };
      writeFileSync(path.join(folder, 'registry.json'), JSON.stringify(registry));
      const files = sirv(folder, { dev: true });
      const server = createServer((request, response) => {
        response.setHeader('access-control-allow-origin', '*');
        request.url = request.url?.replace('/remotes', '');
        files(request, response, () => void response.writeHead(404).end());
      }).listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      return {
        origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        close() {
          server.closeAllConnections();
          server.close();
        },
      };
    },
  };
}

const goodRender = (name: string, version: string) => `
  return { html: '<p class="${name}-text">${name} ${version}</p><button>Count</button>', state: { version: '${version}' } };`;

const browserContainer = (name: string, version: string) => `
var ${name} = { init() {}, get: async () => () => ({ createParcel: async () => ({
  bootstrap: async () => {},
  mount: async ({ domElement, mode }) => {
    if (mode === 'render') domElement.innerHTML = '<p class="${name}-text">${name} ${version}</p><button>Count</button>';
    let count = 0;
    domElement.querySelector('button').onclick = (event) => { event.target.textContent = 'Count ' + ++count; };
    domElement.dataset.browserRelease = '${version}';
  },
  update: async () => {},
  unmount: async ({ domElement }) => domElement.replaceChildren(),
}) }) };`;

const sha384 = (content: string) => `sha384-${createHash('sha384').update(content).digest('base64')}`;
