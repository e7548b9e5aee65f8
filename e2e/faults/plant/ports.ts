import { createServer } from 'node:net';

/** Below the range that the system takes for outgoing connections: a server that was killed finds its port free. */
const FIRST = 20_000;
const LAST = 32_000;

/** Hands out ports of the loopback that nobody listens on, each once. */
export function createPorts(start: number): () => Promise<number> {
  let next = FIRST + (start % (LAST - FIRST));
  return async () => {
    for (let tries = 0; tries < LAST - FIRST; tries += 1) {
      next = next >= LAST ? FIRST : next + 1;
      const port = next;
      if (await isFree(port)) return port;
    }
    throw new Error(`No port is free from ${FIRST} to ${LAST}`);
  };
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
