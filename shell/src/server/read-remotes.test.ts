import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { readRemotesFrom } from './read-remotes.ts';

let origin = '';
beforeAll(async () => {
  const chunk = Buffer.alloc(2 ** 20);
  const server = createServer((request, response) => {
    if (request.url === '/remotes/registry.json') return response.end('{}');
    if (request.url === '/remotes/moved') return response.writeHead(302, { location: '/remotes/registry.json' }).end();
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return () => {
    server.closeAllConnections();
    server.close();
  };
});

describe('reading remotes from an origin', () => {
  it('When a file is there, then its bytes come', async () => {
    const bytes = await readRemotesFrom(`${origin}/`)('registry.json');
    expect(new TextDecoder().decode(bytes)).toBe('{}');
  });

  it('When a file never ends, then the reading ends with what is allowed', async () => {
    await expect(readRemotesFrom(origin)('endless')).rejects.toThrow(/endless has more than 16 MB/);
  });

  it('When an origin that may not redirect does so, then nobody goes there', async () => {
    await expect(readRemotesFrom(origin, 5000, 'error')('moved')).rejects.toThrow();
  });
});
