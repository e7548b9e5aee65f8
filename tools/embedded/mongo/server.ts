import { mkdirSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { type Catalog, loadCatalog } from './catalog.ts';
import { runCommand } from './commands/run-command.ts';
import { openDocumentStore } from './document-store.ts';
import { removeExpired } from './expiry.ts';
import { readMessage } from './message.ts';
import { createMessageStream } from './message-stream.ts';

const DEFAULT_DATABASE = 'tessera';
/** As often as MongoDB does it. */
const EXPIRY_MS = 60_000;

/** Commands run one at a time, each to its end: every one of them is atomic. */
function serveConnection(socket: Socket, catalog: Catalog, connectionId: number) {
  const readMessages = createMessageStream();
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    try {
      for (const message of readMessages(chunk)) {
        const { command, reply } = readMessage(message);
        const answer = reply(runCommand(command, { catalog, connectionId, database: command.$db ?? DEFAULT_DATABASE }));
        if (answer) socket.write(answer);
      }
    } catch {
      // Not MongoDB's protocol, or a broken message: where the next one begins can't be known.
      socket.destroy();
    }
  });
}

/**
 * A server in this process that speaks enough of MongoDB's wire protocol for mongoose to run unmodified, for
 * development and tests. The data stays in `dataDir`; an acknowledged write survives `kill -9`. It is a standalone
 * server (no transactions, no change streams); what it lacks it refuses with MongoDB's CommandNotFound.
 */
export async function startEmbeddedMongo(options: { dataDir: string; port?: number; host?: string }) {
  mkdirSync(options.dataDir, { recursive: true });
  const store = openDocumentStore(options.dataDir);
  const catalog = loadCatalog(store);
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    connections += 1;
    serveConnection(socket, catalog, connections);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
  }).catch((error: unknown) => {
    store.close();
    throw error;
  });
  const expiry = setInterval(() => removeExpired(catalog, new Date()), EXPIRY_MS).unref();
  const { port } = server.address() as { port: number };
  return {
    url: `mongodb://127.0.0.1:${port}/${DEFAULT_DATABASE}`,
    async close(): Promise<void> {
      clearInterval(expiry);
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
      store.close();
    },
  };
}
