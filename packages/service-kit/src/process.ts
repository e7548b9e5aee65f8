import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { ConfigError } from './config.ts';

const DRAIN_MS = 10_000;
/** How long callers and load balancers get to notice that a process is about to stop; `STOP_GRACE_MS` says otherwise. */
const GRACE_MS = 1_000;
const MAX_CONNECTIONS = 5_000;
const MAX_HEADER_BYTES = 16_384;

/** The port is in use; the message names it. */
export class PortTaken extends Error {
  constructor(port: number, host: string) {
    super(`Port ${port} on ${host} is taken: stop what listens there, or choose another port`);
    this.name = 'PortTaken';
  }
}

export interface Listening {
  readonly port: number;
  /**
   * For `graceMs` (default 0) goes on answering, but is not ready any more and ends each connection with its answer, so
   * that callers go elsewhere without losing a request. Then stops accepting, ends event streams, lets running requests
   * finish for up to 10 s, and cuts.
   */
  close(graceMs?: number): Promise<void>;
}

interface ListenOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Default `HOST`, or else 127.0.0.1: a container has to listen elsewhere. */
  readonly host?: string;
  /** How long a client may take for the headers; it gets three times as long for the whole request. */
  readonly headersMs?: number;
}

/** Listens. What comes slowly, in huge headers or over too many connections is cut before anybody works for it. */
export async function serve(
  app: RequestListener,
  { port, host = process.env.HOST || '127.0.0.1', headersMs = 10_000 }: ListenOptions,
): Promise<Listening> {
  const open = new Set<ServerResponse>();
  let stopping = false;
  const server = createServer(
    {
      headersTimeout: headersMs,
      requestTimeout: 3 * headersMs,
      connectionsCheckingInterval: headersMs / 4,
      keepAliveTimeout: 65_000,
      maxHeaderSize: MAX_HEADER_BYTES,
    },
    (req, res) => {
      open.add(res);
      res.once('close', () => open.delete(res));
      if (stopping) {
        // Connections that are open already may still bring a request: it is their last.
        res.setHeader('connection', 'close');
        if (req.url === '/health/ready') return void res.writeHead(503).end();
      }
      app(req, res);
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortTaken(port, host) : error),
    );
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close(graceMs = 0) {
      stopping = true;
      for (const res of open) if (!res.headersSent) res.setHeader('connection', 'close');
      if (graceMs > 0) await pause(graceMs);
      await drain(server, open);
    },
  };
}

async function drain(server: Server, open: ReadonlySet<ServerResponse>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const res of open) {
    if (String(res.getHeader('content-type')).startsWith('text/event-stream')) res.end();
  }
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(cut);
}

/** All of a `main.ts`: starts, stops on SIGTERM and SIGINT, and answers with an exit code (0 stopped, 1 failed). */
export function runProcess(start: () => Promise<{ close(graceMs?: number): Promise<void> }>): void {
  start().then(
    (running) => {
      let stopping = false;
      const stop = () => {
        if (stopping) process.exit(1);
        stopping = true;
        const graceMs = Number(process.env.STOP_GRACE_MS || GRACE_MS);
        setTimeout(() => process.exit(1), graceMs + DRAIN_MS + 5_000).unref();
        running.close(graceMs).then(() => process.exit(0), fail);
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
