import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const server = join(import.meta.dirname, '../.next/standalone/shell/server.js');
export const shellIsBuilt = existsSync(server);

/** Starts the shell as it is deployed and waits until it has tried its releases. */
export async function startBuiltShell(env: Record<string, string>) {
  const port = await freePort();
  const child = spawn(process.execPath, [server], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', HOSTNAME: '127.0.0.1', PORT: String(port), ...env },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  const origin = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${origin}/health/live`).catch(() => null))) {
    if (child.exitCode !== null) throw new Error(`The shell ended with ${child.exitCode} before it listened`);
    await sleep(25);
  }
  // As whoever sends traffic asks; it answers once the releases were tried.
  await fetch(`${origin}/health/ready`);
  return {
    origin,
    async stop() {
      child.kill();
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
