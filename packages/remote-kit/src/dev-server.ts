import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuiltRemote, buildDevClient, buildRemote } from './dev-build.ts';
import { createChangeStream } from './dev-changes.ts';
import { htmlResponse, send, urlOf } from './dev-http.ts';
import { escapeHtml } from './dev-page.ts';
import { answer } from './dev-routes.ts';
import { type HeldRelease as Held, onlyStylesDiffer } from './held-release.ts';
import { loadDevSetup } from './load-dev-setup.ts';
import { realBff } from './real-bff.ts';
import { watchDevSetup } from './watch-dev-setup.ts';

interface Options {
  /** Folder of the remote. */
  readonly root: string;
  /** Any free one when absent. */
  readonly port?: number;
  readonly watch?: boolean;
  /** Of a running BFF, in place of the stand-in. */
  readonly bffUrl?: string | undefined;
}

/** Serves the fragments of a remote in a stand-in shell, and its release to any running shop that takes it from here. */
export async function startDevServer({ root, port = 0, watch = false, bffUrl }: Options) {
  const real = bffUrl ? realBff(bffUrl) : undefined;
  let setup = await loadDevSetup(root);
  const changes = createChangeStream();
  const server = createServer();
  // First of all: a taken port is no reason to build.
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'EADDRINUSE' ? taken(port) : error));
    server.listen(port, '127.0.0.1', resolve);
  });
  const folder = await mkdtemp(join(tmpdir(), 'tessera-dev-'));
  const stopWatching = watch
    ? watchDevSetup(root, (changed) => {
        setup = changed;
        if (remote) changes.tell('rebuilt', factsOf(remote.current(), false));
      })
    : () => {};
  const closeServer = async () => {
    stopWatching();
    changes.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  };
  const watching = {
    built: (current: Held, before: Held) =>
      changes.tell('rebuilt', factsOf(current, onlyStylesDiffer(current, before))),
    failed: () => remote && changes.tell('failed', { remote: remote.current().release.name }),
  };
  let remote: BuiltRemote | undefined;
  const ready = Promise.all([buildRemote(root, watch ? watching : undefined), buildDevClient(folder)]);
  server.on('request', async (incoming, outgoing) => {
    const url = urlOf(incoming);
    if (!url) return void outgoing.writeHead(400).end();
    if (url.pathname === '/dev/changes') return changes.subscribe(outgoing);
    const gone = new AbortController();
    outgoing.once('close', () => gone.abort());
    const response = await ready
      .then(([remote, client]) =>
        answer({ remote, setup: () => setup, client, realBff: real }, url, incoming, gone.signal),
      )
      .catch((error: Error) =>
        htmlResponse(`<!doctype html><title>Failed</title><pre>${escapeHtml(error.stack ?? error.message)}</pre>`, 500),
      );
    await send(response, outgoing);
  });
  const [built] = await ready.catch(async (error) => {
    await closeServer();
    throw error;
  });
  remote = built;
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    remote: built.current().release.name,
    async close() {
      await closeServer();
      await built.close();
    },
  };
}

const factsOf = ({ release: { name, version } }: Held, stylesOnly: boolean) => ({ remote: name, version, stylesOnly });

const taken = (port: number) =>
  new Error(`Port ${port} is taken. Stop what runs there, or choose another: PORT=${port + 1} npm run dev`);
