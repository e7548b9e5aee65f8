import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { addressesFor, urlOf } from '../tools/start/addresses.ts';

const root = path.resolve(import.meta.dirname, '..');
export const BENCH_PORT = Number(process.env.BENCH_PORT ?? 18280);
const dataFolder = path.join(root, '.cache', 'bench-data');

export interface Tessera {
  readonly origin: string;
  /** The shell without the gateway before it. */
  readonly shell: string;
  readonly pid: number;
  readonly remotesFolder: string;
  /** From the command to the ready message. */
  readonly seconds: number;
  stop(): Promise<void>;
}

/**
 * Starts what `npm start` starts, on ports and data of its own; `fresh` begins with an empty data folder. Without
 * `devTools` the pages are those of production.
 */
export async function startTessera({
  fresh,
  devTools = false,
}: {
  fresh: boolean;
  devTools?: boolean;
}): Promise<Tessera> {
  if (fresh) rmSync(dataFolder, { recursive: true, force: true });
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', path.join(root, 'tools/start/main.ts')],
    {
      cwd: root,
      env: {
        ...process.env,
        PORT: String(BENCH_PORT),
        DATA_DIR: dataFolder,
        DEMO_FULFILMENT: 'off',
        ...(devTools ? {} : { DEV_TOOLS: 'off', REMOTE_OVERRIDES: 'off' }),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = new Promise<never>((_, reject) =>
    child.once('exit', (code) => reject(new Error(`Tessera ended with ${code}`))),
  );
  ended.catch(() => {});
  const ready = new Promise<void>((resolve) => {
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (output.includes('Tessera is ready')) resolve();
    });
  });
  await Promise.race([ready, ended]);
  return {
    origin: `http://localhost:${BENCH_PORT}`,
    shell: urlOf(addressesFor(String(BENCH_PORT)), 'shell'),
    pid: child.pid as number,
    remotesFolder: path.join(dataFolder, 'remotes'),
    seconds: round((performance.now() - startedAt) / 1000),
    async stop() {
      child.kill('SIGTERM');
      await ended.catch(() => {});
    },
  };
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN);
}
