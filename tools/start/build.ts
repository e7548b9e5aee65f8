import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { REMOTES, ROOT } from './deployables.ts';
import { hashOf } from './source-hash.ts';

const stamps = path.join(ROOT, '.cache', 'builds');
const LOG_LINES_ON_FAILURE = 40;

interface Buildable {
  readonly folder: string;
  readonly title: string;
  /** What it is made of beside its own folder. */
  readonly uses: readonly string[];
}

const PACKAGES = ['packages/contracts', 'packages/design', 'package-lock.json'];

const TARGETS: readonly Buildable[] = [
  { folder: 'shell', title: 'shell', uses: [...PACKAGES, 'packages/store'] },
  ...REMOTES.map((name) => ({
    folder: `mfe-${name}`,
    title: `${name} remote`,
    uses: [...PACKAGES, 'packages/remote-kit'],
  })),
];

/** Builds what changed since its last build, two at a time, and says so line by line. */
export async function buildWhatIsStale(stop?: AbortSignal): Promise<void> {
  const stale = TARGETS.filter((target) => stampOf(target) !== lastStamp(target));
  if (stale.length === 0) return;
  console.log(`Building ${stale.length} of ${TARGETS.length} frontends …`);
  const queue = [...stale];
  const worker = async () => {
    for (let next = queue.shift(); next && !stop?.aborted; next = queue.shift()) await build(next, stop);
  };
  await Promise.all([worker(), worker()]);
  stop?.throwIfAborted();
}

async function build(target: Buildable, stop?: AbortSignal): Promise<void> {
  const stamp = stampOf(target);
  const startedAt = performance.now();
  const { code, log } = await run(target.folder, stop);
  if (code !== 0) {
    throw new Error(
      `The ${target.title} could not be built:\n${log.split('\n').slice(-LOG_LINES_ON_FAILURE).join('\n')}`,
    );
  }
  mkdirSync(stamps, { recursive: true });
  writeFileSync(path.join(stamps, target.folder), stamp);
  console.log(`  ${target.title.padEnd(28)} ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

const stampOf = (target: Buildable): string => hashOf(ROOT, [target.folder, ...target.uses]);

function lastStamp(target: Buildable): string | undefined {
  const file = path.join(stamps, target.folder);
  const output = path.join(ROOT, target.folder, target.folder === 'shell' ? '.next' : 'dist');
  return existsSync(file) && existsSync(output) ? readFileSync(file, 'utf8') : undefined;
}

function run(folder: string, stop?: AbortSignal): Promise<{ code: number | null; log: string }> {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', 'build', '--silent'], {
      cwd: path.join(ROOT, folder),
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: stop,
    });
    let log = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (log += chunk));
    child.on('error', (error) => (log += error.message));
    child.on('close', (code) => resolve({ code, log }));
  });
}
