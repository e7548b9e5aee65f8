import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError } from './config.ts';

const DRAIN_MS = 10_000;

/** The port is in use; the message names it. */
export class PortTaken extends Error {
  constructor(port: number, host: string) {
    super(`Port ${port} on ${host} is taken: stop what listens there, or choose another port`);
    this.name = 'PortTaken';
  }
}

/**
 * Listens. `close()` stops accepting, ends event streams, lets running requests finish for up to 10 s, then cuts.
 * Port 0 takes a free one; `port` of the result is the real one. `HOST` (default 127.0.0.1) is where a container has
 * to listen elsewhere.
 */
export async function serve(
  app: RequestListener,
  { port, host = process.env.HOST || '127.0.0.1' }: { port: number; host?: string },
): Promise<{ port: number; close(): Promise<void> }> {
  const open = new Set<ServerResponse>();
  const server = createServer(
    { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 65_000 },
    (req, res) => {
      open.add(res);
      res.once('close', () => open.delete(res));
      // While draining, connections that are open already may still bring a request: it is their last.
      if (!server.listening) res.setHeader('connection', 'close');
      app(req, res);
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortTaken(port, host) : error),
    );
    server.listen(port, host, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => drain(server, open) };
}

async function drain(server: Server, open: ReadonlySet<ServerResponse>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const res of open) {
    if (String(res.getHeader('content-type')).startsWith('text/event-stream')) res.end();
    else if (!res.headersSent) res.setHeader('connection', 'close');
  }
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(cut);
}

/** All of a `main.ts`: starts, stops on SIGTERM and SIGINT, and answers with an exit code (0 stopped, 1 failed). */
export function runProcess(start: () => Promise<{ close(): Promise<void> }>): void {
  start().then(
    (running) => {
      let stopping = false;
      const stop = () => {
        if (stopping) process.exit(1);
        stopping = true;
        setTimeout(() => process.exit(1), DRAIN_MS + 5_000).unref();
        running.close().then(() => process.exit(0), fail);
      };
      process.on('SIGTERM', stop);
      process.on('SIGINT', stop);
    },
    (error: unknown) => fail(error),
  );
}

function fail(error: unknown): never {
  // A person has to act on these two; a stack would only hide what to do.
  const plain = error instanceof ConfigError || error instanceof PortTaken;
  console.error(plain ? error.message : error);
  process.exit(1);
}
