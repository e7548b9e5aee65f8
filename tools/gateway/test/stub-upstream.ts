import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { type Addresses, PARTS, type Part } from '../../start/addresses.ts';
import { createGateway } from '../gateway.ts';

export type Upstreams = Partial<Record<Part, RequestListener>>;
export interface GatewayOptions {
  readonly remotesFolder?: string;
  readonly embedded?: boolean;
  readonly upstreamDeadlineMs?: number;
}

/** Answers with what it got. */
export const echo: RequestListener = (request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.setHeader('x-request-id', request.headers['x-request-id'] ?? []);
    response.end(JSON.stringify({ path: request.url, method: request.method, headers: request.headers, body }));
  });
};

/** A gateway before the given upstreams; the other parts of the house are down. Gone with the test. */
export async function openGateway(
  upstreams: Upstreams,
  options: GatewayOptions = {},
): Promise<{ origin: string; port: number; gateway: Server }> {
  const gateway = createGateway({
    addresses: (await startUpstreams(upstreams)) as Addresses,
    remotesFolder: '/nowhere',
    embedded: true,
    ...options,
  });
  const { port, close } = await listen(gateway);
  onTestFinished(close);
  return { origin: `http://127.0.0.1:${port}`, port, gateway };
}

/** The port of each part; nothing listens at those of parts that are not given. */
export async function startUpstreams(upstreams: Upstreams): Promise<Record<Part, number>> {
  const unused = await unusedPort();
  const ports = Object.fromEntries(PARTS.map((part) => [part, unused])) as Record<Part, number>;
  for (const [part, handle] of Object.entries(upstreams) as [Part, RequestListener][]) {
    const upstream = await listen(handle);
    onTestFinished(upstream.close);
    ports[part] = upstream.port;
  }
  return ports;
}

export async function unusedPort(): Promise<number> {
  const { port, close } = await listen(() => {});
  await close();
  return port;
}

export async function listen(handler: RequestListener | ReturnType<typeof createServer>) {
  const server = typeof handler === 'function' ? createServer(handler) : handler;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port: (server.address() as AddressInfo).port, close };
}
