import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { realBff } from './real-bff.ts';

/** Where the BFF believes that a request to the dev server comes from. */
async function originSeen(origin: string): Promise<{ seen?: string; bff: string }> {
  const server = createServer((incoming, outgoing) => {
    outgoing.end(JSON.stringify({ seen: incoming.headers.origin }));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const bff = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const asked = new Request('http://localhost:3100/profile', { method: 'POST', body: '{}', headers: { origin } });
  return { ...(await (await realBff(`${bff}/api/dashboard`)(asked)).json()), bff };
}

test('When a page of the dev server sends something, then the BFF takes it for a page of its own', async () => {
  const { seen, bff } = await originSeen('http://localhost:3100');
  expect(seen).toBe(bff);
});

test('When another site sends something, then the BFF can see that and refuse it', async () => {
  expect((await originSeen('https://elsewhere.example')).seen).toBe('https://elsewhere.example');
});
