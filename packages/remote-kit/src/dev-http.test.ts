import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { urlOf } from './dev-http.ts';

/** What a server makes of a request line. */
async function read(path: string, host = 'localhost:3100'): Promise<string | undefined> {
  let url: string | undefined;
  const server = createServer((incoming, outgoing) => {
    url = urlOf(incoming)?.href;
    outgoing.end();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const [response] = await once(request({ port, host: '127.0.0.1', path, headers: { host } }).end(), 'response');
  response.resume();
  return url;
}

test.each([
  ['/states/account/loaded?mode=render', 'http://localhost:3100/states/account/loaded?mode=render'],
  ['//', 'http://localhost:3100//'],
  ['//elsewhere.example/dev', 'http://localhost:3100//elsewhere.example/dev'],
  ['http://elsewhere.example/', undefined],
])('When the path is %s, then the address is %s', async (path, url) => {
  expect(await read(path)).toBe(url);
});

test('When the host is none, then there is no address', async () => {
  expect(await read('/', 'a b')).toBeUndefined();
});
