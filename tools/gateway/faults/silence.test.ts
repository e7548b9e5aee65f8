import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { silence } from './silence.ts';

/** A server that says nothing; each call asks it once more. */
async function listen(keepSilent: ReturnType<typeof silence>) {
  let asked = () => {};
  const server = createServer((_, response) => {
    keepSilent(response);
    asked();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return async () => {
    const arrived = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const request = get({ port, host: '127.0.0.1', agent: false });
    const cutOff = new Promise<void>((resolve) => request.once('error', () => resolve()));
    await arrived;
    return { cutOff, leave: () => request.destroy() };
  };
}
const waits = Symbol('waits');
const within = (ms: number, cutOff: Promise<void>) =>
  Promise.race([cutOff, new Promise((resolve) => setTimeout(resolve, ms, waits))]);

test('When nobody leaves, then the wait ends all the same', async () => {
  const ask = await listen(silence(100, 5));
  const { cutOff } = await ask();
  expect(await within(20, cutOff)).toBe(waits);
  expect(await within(5000, cutOff)).not.toBe(waits);
});

test('When as many wait as may, then one more is cut off at once, until somebody leaves', async () => {
  const ask = await listen(silence(60_000, 1));
  const first = await ask();
  expect(await within(5000, (await ask()).cutOff)).not.toBe(waits);

  first.leave();
  await expect.poll(async () => within(50, (await ask()).cutOff)).toBe(waits);
});

test('When the gateway stops, then nobody is waited for', async () => {
  const keepSilent = silence();
  const server = createServer((_, response) => keepSilent(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const request = get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
  const cutOff = once(request, 'error');
  await once(server, 'request');

  server.close();
  server.closeAllConnections();

  await Promise.all([cutOff, once(server, 'close')]);
});
