import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { round } from './tessera.ts';

const root = path.resolve(import.meta.dirname, '..');
const PORT = '18480';

/** Seconds from `npm start` in a new clone of HEAD to the ready message. */
export async function timeColdStart(): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tessera-cold-'));
  try {
    spawnSync('git', ['clone', '--quiet', root, folder], { stdio: 'inherit' });
    const startedAt = performance.now();
    const child = spawn('npm', ['start'], { cwd: folder, env: { ...process.env, PORT }, detached: true });
    let output = '';
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (chunk) => {
        output += chunk;
        if (output.includes('Tessera is ready')) resolve();
      });
      child.once('exit', () => reject(new Error(`The cold start failed:\n${output}`)));
    });
    const seconds = round((performance.now() - startedAt) / 1000);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    process.kill(-(child.pid as number), 'SIGINT');
    await ended;
    return seconds;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
