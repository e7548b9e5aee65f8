import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { addressesFor, PARTS, urlOf } from '../tools/start/addresses.ts';
import { redeploy } from './redeploy.ts';
import { BENCH_PORT, round, type Tessera } from './tessera.ts';

/** What is read of `/dev/remotes.json`; sizes in bytes. */
interface RemotesReport {
  readonly shell: { readonly heap: number; readonly resident: number };
  readonly remotes: readonly { readonly workers: readonly { readonly version: string; readonly heap?: number }[] }[];
}

const REMOTES = ['catalog', 'orders', 'dashboard'];
const SHELL = path.resolve(import.meta.dirname, '../shell/.next/standalone/shell/server.js');
const PORT = BENCH_PORT + 50;
const ORIGIN = `http://127.0.0.1:${PORT}`;
const WARM_UP = 20;

/** A shell of its own that looks at the registry all the time; its heap is measured after a collection. */
export async function measureRedeploys(shop: Tessera, redeploys: number): Promise<Record<string, object>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tessera-redeploys-'));
  cpSync(shop.remotesFolder, folder, { recursive: true });
  const shell = spawn(process.execPath, ['--expose-gc', SHELL], { env: environment(folder), stdio: 'ignore' });
  const load = new AbortController();
  const rows: Record<string, object> = {};
  try {
    await until(async () => (await fetch(`${ORIGIN}/health/live`)).ok);
    void visit(load.signal);
    void visit(load.signal);
    let first = 0;
    for (let done = 1; done <= redeploys; done++) {
      const version = `7.0.${done}`;
      for (const name of REMOTES) redeploy(folder, name, version);
      await until(async () =>
        (await report()).remotes.every(({ workers }) => workers.some((each) => each.version === version)),
      );
      if (done !== WARM_UP && done % Math.ceil(redeploys / 10) !== 0) continue;
      const { shell: process, remotes } = await report();
      const workers = remotes.flatMap((remote) => remote.workers);
      if (done === WARM_UP) first = process.heap;
      rows[`after ${done}`] = {
        'heap of the shell': megabytes(process.heap),
        'to the first': first ? round(process.heap / first) : '',
        'shell resident': megabytes(process.resident),
        'render processes': workers.length,
        'their heap': megabytes(workers.reduce((sum, { heap = 0 }) => sum + heap, 0)),
      };
    }
  } finally {
    load.abort();
    shell.kill();
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}

const report = async (): Promise<RemotesReport> => (await fetch(`${ORIGIN}/dev/remotes.json`)).json();

const environment = (remotesFolder: string) => ({
  PATH: process.env.PATH ?? '',
  NODE_ENV: 'production',
  HOSTNAME: '127.0.0.1',
  PORT: String(PORT),
  REMOTES_ORIGIN: remotesFolder,
  REGISTRY_TTL_MS: '50',
  DEV_TOOLS: 'on',
  ...Object.fromEntries(
    PARTS.filter((part) => part.startsWith('bff-')).map((bff) => [
      `${bff.toUpperCase().replaceAll('-', '_')}_URL`,
      urlOf(addressesFor(String(BENCH_PORT)), bff),
    ]),
  ),
});

async function visit(stop: AbortSignal): Promise<void> {
  for (let turn = 0; !stop.aborted; turn++) {
    const response = await fetch(ORIGIN + (turn % 2 ? '/products' : '/cart'), { signal: stop }).catch(() => undefined);
    await response?.arrayBuffer().catch(() => undefined);
    await pause(20);
  }
}

async function until(reached: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await reached().catch(() => false))) {
    if (Date.now() > end) throw new Error('The shell did not come to it within 30 s');
    await pause(20);
  }
}

const megabytes = (bytes: number) => round(bytes / 1024 / 1024, 1);
