import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** Serves a folder of releases as a dev server or a branch's deployment does; `silent` takes requests and says nothing. */
export async function startStandInOrigin(folder: string) {
  const origin = { url: '', silent: false, close: () => {} };
  const server = createServer(async (request, response) => {
    if (origin.silent) return;
    const path = (request.url ?? '').replace(/^\/remotes\//, '');
    await readFile(join(folder, path)).then(
      (content) => response.end(content),
      () => response.writeHead(404).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  origin.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return origin;
}
