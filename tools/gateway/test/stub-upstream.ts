import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { type Addresses, PARTS, type Part } from '../../start/addresses.ts';
import { createGateway } from '../gateway.ts';

type Upstreams = Partial<Record<Part, RequestListener>>;

/** Answers with what it got. */
export const echo: RequestListener = (request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ path: request.url, method: request.method, headers: request.headers, body }));
  });
};

/** A gateway before the given upstreams; the other parts of the house are down. Gone with the test. */
export async function openGateway(
  upstreams: Upstreams,
  options: { remotesFolder?: string; embedded?: boolean; upstreamDeadlineMs?: number } = {},
): Promise<{ origin: string; port: number; gateway: Server }> {
  const unused = await listen(() => {});
  await unused.close();
  const addresses = Object.fromEntries(PARTS.map((part) => [part, unused.port])) as Record<Part, number>;
  for (const [part, handle] of Object.entries(upstreams) as [Part, RequestListener][]) {
    const upstream = await listen(handle);
    onTestFinished(upstream.close);
    addresses[part] = upstream.port;
  }
  const gateway = createGateway({
    addresses: addresses as Addresses,
    remotesFolder: '/nowhere',
    embedded: true,
    ...options,
  });
  const { port, close } = await listen(gateway);
  onTestFinished(close);
  return { origin: `http://127.0.0.1:${port}`, port, gateway };
}

async function listen(handler: RequestListener | ReturnType<typeof createServer>) {
  const server = typeof handler === 'function' ? createServer(handler) : handler;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port: (server.address() as AddressInfo).port, close };
}
