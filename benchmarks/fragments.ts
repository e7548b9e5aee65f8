import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import {
  type Registry,
  type Release,
  registry as registrySchema,
  release as releaseSchema,
} from '@tessera/contracts/remote/release';
import type { RenderRequest, ServerEntry } from '@tessera/contracts/remote/server-entry';
import { initialCart } from '@tessera/contracts/state/cart';
import { initialNotifications } from '@tessera/contracts/state/notifications';
import { initialPreferences } from '@tessera/contracts/state/preferences';
import { initialSession } from '@tessera/contracts/state/session';
import { signedInShopper } from './shopper.ts';
import { percentile, type Tessera } from './tessera.ts';

const WARM_UP = 100;
const RUNS = 300;
const load = createRequire(import.meta.url);

/** Each fragment alone, in this process, with the BFF's real answers recorded once: the framework's share of a page. */
export async function measureFragments({ origin, remotesFolder }: Tessera): Promise<Record<string, object>> {
  const registry: Registry = registrySchema.parse(readJson(path.join(remotesFolder, 'registry.json')));
  const shopper = await signedInShopper(origin);
  const rows: Record<string, object> = {};
  for (const [name, { stable }] of Object.entries(registry.remotes)) {
    const folder = path.join(remotesFolder, name, stable);
    const release: Release = releaseSchema.parse(readJson(path.join(folder, 'release.json')));
    const server = await serverEntryOf(folder, release);
    for (const fragment of Object.keys(release.fragments)) {
      const request = requestFor(name, fragment, shopper, replaying(origin + release.bff, shopper.cookie));
      for (let run = 0; run < WARM_UP; run++) await server.render(request);
      const times: number[] = [];
      let bytes = 0;
      for (let run = 0; run < RUNS; run++) {
        const startedAt = performance.now();
        const result = await server.render(request);
        times.push(performance.now() - startedAt);
        bytes = Buffer.byteLength(result.html);
      }
      rows[`${name}/${fragment}`] = { p50: percentile(times, 0.5), p99: percentile(times, 0.99), bytes };
    }
  }
  return rows;
}

async function serverEntryOf(folder: string, release: Release): Promise<ServerEntry> {
  const exported = load(path.join(folder, release.node.entry));
  const container = exported[release.name] ?? exported;
  await container.init({});
  return (await container.get('./server'))();
}

function requestFor(
  remote: string,
  fragment: string,
  { productId, slug, orderId, user }: Awaited<ReturnType<typeof signedInShopper>>,
  api: RenderRequest['api'],
): RenderRequest {
  return {
    fragment,
    instance: 's0',
    url: `/products/${slug}`,
    props: { slug, productId, orderId, productName: 'Anything', available: 5, limit: 8 },
    state: {
      session: remote === 'dashboard' ? { user } : initialSession,
      cart: initialCart,
      notifications: initialNotifications,
      preferences: initialPreferences,
    },
    nonce: 'bm9uY2U=',
    api,
  };
}

/** Asks the BFF once for each path, then answers from memory. */
function replaying(base: string, cookie: string): RenderRequest['api'] {
  const recorded = new Map<string, { body: string; status: number; headers: Headers }>();
  return async (path, init) => {
    let answer = recorded.get(path);
    if (!answer) {
      const response = await fetch(base + path, { ...init, headers: { cookie } });
      answer = { body: await response.text(), status: response.status, headers: response.headers };
      recorded.set(path, answer);
    }
    return new Response(answer.body, {
      status: answer.status,
      headers: { 'content-type': answer.headers.get('content-type') ?? '' },
    });
  };
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
