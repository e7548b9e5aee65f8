import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { registry, release } from '@tessera/contracts/remote/release';
import { expect, onTestFinished, test } from 'vitest';
import { sha384 } from '../src/write-release.ts';
import { copyRemote, until } from './fixture-remote.ts';

const SLOW = 60_000;

async function listening(handle: Parameters<typeof createServer>[1]): Promise<number> {
  const server = createServer(handle as never).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
const text = async (url: string) => (await fetch(url)).text();

/** What `/dev/changes` told so far. */
async function listen(url: string): Promise<() => string> {
  const response = await fetch(`${url}/dev/changes`, { headers: { origin: 'http://shop.test' } });
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  let heard = '';
  void response.body
    ?.pipeThrough(new TextDecoderStream())
    .pipeTo(new WritableStream({ write: (chunk) => void (heard += chunk) }))
    .catch(() => {});
  return () => heard;
}

/** The release that the registry names, after every hash on the way to every file was checked. */
async function verifiedRelease(url: string) {
  const { remotes } = registry.parse(await (await fetch(`${url}/remotes/registry.json`)).json());
  const { stable = '', releases = {} } = remotes.dashboard ?? {};
  const base = `${url}/remotes/dashboard/${stable}`;
  const bytes = await text(`${base}/release.json`);
  expect(sha384(bytes)).toBe(releases[stable]);
  const described = release.parse(JSON.parse(bytes));
  expect(described.version).toBe(stable);
  for (const [path, hash] of Object.entries(described.integrity)) {
    const response = await fetch(`${base}/${path}`);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(sha384(Buffer.from(await response.arrayBuffer()))).toBe(hash);
  }
  return described;
}

test('When a remote is developed, all its states are shown, each change is there at once, and a shop can take it from here', {
  timeout: SLOW,
}, async () => {
  const remote = await copyRemote();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const { child, output, ended } = await remote.dev(port);
  expect(output()).toContain(`?remote=dashboard@${url}`);

  const gallery = await text(url);
  for (const path of ['account/loaded', 'account/other', 'notification-badge/loaded'])
    expect(gallery).toContain(`<iframe src="/states/${path}"`);
  expect(await text(`${url}/states/account/loaded`)).toContain('Hello Ada');
  expect(await text(`${url}/states/account/other`)).toContain('Hello Grace');
  const asked = (referer: string) =>
    fetch(`${url}/api/dashboard/screens/account`, { headers: { referer: url + referer } });
  expect(await (await asked('/states/account/other')).json()).toEqual({ name: 'Grace' });

  const first = await verifiedRelease(url);
  const heard = await listen(url);
  let before = Date.now();
  await remote.change('src/greet.ts', 'Hello', 'Welcome');
  await until(() => heard().includes('"stylesOnly":false'));
  expect(Date.now() - before).toBeLessThan(5000);
  expect(await text(`${url}/states/account/loaded`)).toContain('Welcome Ada');
  const second = await verifiedRelease(url);
  expect(second.version).not.toBe(first.version);
  expect((await fetch(`${url}/remotes/dashboard/${first.version}/release.json`)).status).toBe(200);

  await remote.change('src/style.css', 'rgb(1, 2, 3)', 'rgb(3, 2, 1)');
  await until(() => heard().includes('"stylesOnly":true'));
  expect((await verifiedRelease(url)).version).not.toBe(second.version);

  const events = heard().length;
  await remote.change('src/dev/name.ts', 'Ada', 'Grete');
  await until(() => heard().length > events);
  expect(await text(`${url}/states/account/loaded`)).toContain('Welcome Grete');

  await remote.change('src/greet.ts', '=>', '=> =>');
  await until(() => heard().includes('event: failed'));
  expect(await text(`${url}/states/account/loaded`)).toContain('Welcome Grete');
  await remote.change('src/greet.ts', '=> =>', '=>');

  before = Date.now();
  child.kill('SIGINT');
  expect((await ended)[0]).toBe(0);
  expect(Date.now() - before).toBeLessThan(3000);
});

test('When the port is taken, the fault says which and what to do', { timeout: SLOW }, async () => {
  const port = await listening(() => {});
  const remote = await copyRemote();

  const { output, ended } = await remote.dev(port);

  expect((await ended)[0]).toBe(1);
  expect(output()).toContain(`Port ${port} is taken`);
  expect(output()).toContain('PORT=');
});

test('When a real BFF is named, it answers in place of the stand-in, as for its own origin', {
  timeout: SLOW,
}, async () => {
  const seen: Record<string, unknown>[] = [];
  const real = await listening((request, response) => {
    seen.push({ path: request.url, cookie: request.headers.cookie, origin: request.headers.origin });
    response.end('{"name":"Real"}');
  });
  const remote = await copyRemote();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  await remote.dev(port, { BFF_URL: `http://localhost:${real}/api/dashboard` });

  const page = await fetch(`${url}/states/account/loaded`, { headers: { cookie: 'session=1' } });
  expect(await page.text()).toContain('Hello Real');
  expect(await text(`${url}/states/account/other`)).toContain('Hello Grace');
  await fetch(`${url}/api/dashboard/profile?a=1`, { method: 'POST', body: '{}', headers: { origin: url } });

  expect(seen).toEqual([
    { path: '/api/dashboard/screens/account', cookie: 'session=1', origin: undefined },
    { path: '/api/dashboard/profile?a=1', cookie: undefined, origin: `http://localhost:${real}` },
  ]);
});

test('When the real BFF is not there, the answer says so and how to go on', { timeout: SLOW }, async () => {
  const remote = await copyRemote();
  const port = await freePort();
  await remote.dev(port, { BFF_URL: `http://localhost:${await freePort()}/api/dashboard` });

  const response = await fetch(`http://localhost:${port}/api/dashboard/profile`);

  expect(response.status).toBe(503);
  expect((await response.json()).detail).toMatch(/can not be reached. Start it, or leave BFF_URL out/);
});

test('When BFF_URL is no address, the fault gives an example', { timeout: SLOW }, async () => {
  const remote = await copyRemote();

  const { output, ended } = await remote.dev(await freePort(), { BFF_URL: 'catalog' });

  expect((await ended)[0]).toBe(1);
  expect(output()).toContain('as http://localhost:8080/api/catalog');
});
