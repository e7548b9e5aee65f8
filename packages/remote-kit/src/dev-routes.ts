import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join, normalize } from 'node:path';
import type { BuiltRemote } from './dev-build.ts';
import { renderGallery } from './dev-gallery.ts';
import { fileResponse, htmlResponse, toHeaders, toRequest } from './dev-http.ts';
import { escapeHtml, renderDevPage } from './dev-page.ts';
import { sceneAt } from './dev-scene.ts';
import type { DevBff, DevSetup } from './dev-setup.ts';
import { registryOf } from './held-release.ts';

interface Shell {
  readonly remote: BuiltRemote;
  /** As the remote's dev.ts is now. */
  setup(): DevSetup;
  /** Folder of the browser's side of the stand-in shell. */
  readonly client: string;
  readonly realBff?: DevBff | undefined;
}

/** A page of a shop on another origin may take the remote from here. */
const OPEN = { 'access-control-allow-origin': '*', 'cache-control': 'no-store' };

/** Answers whatever the stand-in shell is asked for, but its stream of changes. */
export async function answer(
  { remote, setup, client, realBff }: Shell,
  url: URL,
  incoming: IncomingMessage,
  gone: AbortSignal,
): Promise<Response> {
  const current = remote.current();
  const { release } = current;
  const [, room, ...path] = url.pathname.split('/');
  if (room === 'dev') return fileResponse(url.pathname, await clientFile(client, path.join('/')), OPEN);
  if (url.pathname === '/remotes/registry.json') return Response.json(registryOf(current), { headers: OPEN });
  if (room === 'remotes') {
    const [name, version = '', ...file] = path.map(decodeURIComponent);
    const held = name === release.name ? remote.find(version) : undefined;
    return fileResponse(url.pathname, held?.files.get(file.join('/')), OPEN);
  }
  if (url.pathname.startsWith(`${release.bff}/`)) {
    // The frame that asks says which world is meant.
    const asking = new URL(incoming.headers.referer ?? url, url);
    const { bff } = sceneAt(setup(), asking, realBff);
    return bff(await toRequest(incoming, url.href.replace(release.bff, ''), gone));
  }
  if (url.pathname === '/') return htmlResponse(renderGallery(setup(), release, url.origin));
  return page({ remote, setup, client, realBff }, url, incoming);
}

async function page({ remote, setup, realBff }: Shell, url: URL, incoming: IncomingMessage): Promise<Response> {
  const cookie = toHeaders(incoming).get('cookie');
  const rendered = await renderDevPage({
    scene: sceneAt(setup(), url, realBff),
    release: remote.current().release,
    server: await remote.server(),
    headers: realBff && cookie ? { cookie } : {},
    browserOnly: url.searchParams.get('mode') === 'render',
  });
  if (!rendered.redirect) return htmlResponse(rendered.html, rendered.status);
  if (url.pathname.startsWith('/states/')) {
    const target = escapeHtml(rendered.redirect);
    return htmlResponse(`<!doctype html><title>Leads elsewhere</title><link rel="stylesheet" href="/dev/dev-client.css">
<main class="t-container dev-page"><p class="t-notice">Sends the shopper to <code>${target}</code></p></main>`);
  }
  return new Response(null, { status: 302, headers: { location: rendered.redirect } });
}

const clientFile = (folder: string, name: string) =>
  readFile(join(folder, normalize(`/${decodeURIComponent(name)}`))).catch(() => undefined);
