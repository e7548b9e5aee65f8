import type { Release } from '@tessera/contracts/remote/release';
import type { PageInfo, ServerEntry } from '@tessera/contracts/remote/server-entry';
import type { SharedState } from '@tessera/contracts/state/shared-state';
import type { DevScene } from './dev-scene.ts';
import type { DevPage, DevPlace } from './dev-setup.ts';
import { standInState } from './stand-in-state.ts';

const SLOT = /<mfe-slot((?:\s+[\w-]+(?:="[^"]*")?)*)\s*><\/mfe-slot>/g;
const NONCE = 'dev-nonce';

export interface Rendering {
  readonly scene: DevScene;
  readonly release: Release;
  readonly server: ServerEntry;
  /** Sent along to a real BFF, so that it knows the shopper. */
  readonly headers: HeadersInit;
  /** Leaves rendering to the browser. */
  readonly browserOnly: boolean;
}

/** Renders the remote's fragments of a scene as the shell would. */
export async function renderDevPage({ scene, release, server, headers, browserOnly }: Rendering) {
  const state: SharedState = standInState(scene.state);
  const instances: (DevPlace & { instance: string; state: unknown })[] = [];
  const infos: PageInfo[] = [];
  const api = async (path: string, init?: RequestInit) =>
    scene.bff(new Request(new URL(path, 'http://bff'), { ...init, headers: { ...headers, ...init?.headers } }));

  const render = async ({ fragment, props }: DevPlace, instance: string): Promise<string> => {
    if (browserOnly || scene.server === 'fails' || scene.server === 'waits') {
      instances.push({ fragment, props, instance, state: undefined });
      return '';
    }
    const result = await server.render({ fragment, props, instance, url: scene.url, state, nonce: NONCE, api });
    instances.push({ fragment, props, instance, state: result.state });
    if (result.page) infos.push(result.page);
    return fillSlots(result.html, instance);
  };

  /** The remote's own fragments are rendered; for another team's a box with its name stands in. */
  const fillSlots = async (html: string, instance: string): Promise<string> => {
    const slots = await Promise.all(
      [...html.matchAll(SLOT)].map(async ([, attributes = ''], index) => {
        const name = /name="([^"]*)"/.exec(attributes)?.[1] ?? '';
        const props = JSON.parse(unescapeHtml(/ props="([^"]*)"/.exec(attributes)?.[1] ?? '{}'));
        const [remote, fragment = ''] = name.split('/');
        const box = `<mfe-slot${attributes}><div class="dev-slot">${name}</div></mfe-slot>`;
        return remote === release.name ? slot({ fragment, props }, `${instance}n${index + 1}`, attributes) : box;
      }),
    );
    return html.replace(SLOT, () => slots.shift() ?? '');
  };

  const slot = async (place: DevPlace, instance: string, attributes: string) =>
    `<mfe-slot${attributes} data-instance="${instance}" data-remote="${release.name}" data-fragment="${place.fragment}" data-release="${release.version}">${await render(place, instance)}</mfe-slot>`;

  const main = await Promise.all(
    scene.places.map((place, index) => slot(place, `s${index + 1}`, ` name="${release.name}/${place.fragment}"`)),
  );
  const info: PageInfo = Object.assign(
    { status: scene.places.length > 0 ? 200 : 404, title: release.name },
    ...infos.reverse(),
  );
  const base = `/remotes/${release.name}/${release.version}`;
  const links = ['/dev/dev-client.css', ...release.web.css.map((path) => `${base}/${path}`)];
  const page: DevPage = {
    remote: release.name,
    entry: `${base}/${release.web.entry}`,
    bff: release.bff,
    url: scene.url,
    state,
    instances,
    server: scene.server,
  };
  return {
    ...info,
    html: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(info.title ?? '')}</title><link rel="icon" href="data:,">
${links.map((href) => `<link rel="stylesheet" href="${href}">`).join('')}
${info.jsonLd ? `<script type="application/ld+json">${json(info.jsonLd)}</script>` : ''}</head>
<body><main class="t-container dev-page">${main.join('\n')}</main>
<script type="application/json" id="dev-page">${json(page)}</script><script type="module" src="/dev/dev-client.js"></script></body></html>`,
  };
}

export const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const json = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c');
const unescapeHtml = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
