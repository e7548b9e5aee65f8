import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const KIT = join(import.meta.dirname, '..');

/** A copy of the fixture remote that a test may change, inside the repository so that its imports are found. */
export async function copyRemote() {
  const root = join(KIT, '.cache', `test-${crypto.randomUUID()}`);
  await mkdir(root, { recursive: true });
  await cp(join(import.meta.dirname, 'fixture-remote'), root, { recursive: true });
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  return {
    root,
    async change(path: string, from: string, to: string) {
      const text = await readFile(join(root, path), 'utf8');
      await writeFile(join(root, path), text.replace(from, to));
    },
    /** `npm run build`: its exit code and what it said. */
    build: () =>
      finished(
        run(root, join(KIT, '../../node_modules/@rsbuild/core/bin/rsbuild.js'), ['build'], { NODE_ENV: 'production' }),
      ),
    /** `npm run dev`: resolves when it listens, or has given up. */
    async dev(port: number, environment: Record<string, string> = {}) {
      const child = run(root, join(KIT, 'src/dev.ts'), [], {
        PORT: String(port),
        NODE_ENV: 'development',
        ...environment,
      });
      const output = said(child);
      const ended = once(child, 'exit');
      onTestFinished(async () => {
        child.kill('SIGKILL');
        await ended;
      });
      await Promise.race([until(() => output().includes('Ctrl-C')), ended]);
      return { child, output, ended };
    },
  };
}

function run(cwd: string, script: string, args: string[], environment: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [script, ...args], { cwd, env: { ...process.env, ...environment, VITEST: '' } });
}

function said(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      text += chunk;
    });
  }
  return () => text;
}

async function finished(child: ChildProcess) {
  const output = said(child);
  const [code] = await once(child, 'close');
  return { code, output: output() };
}

export async function until(holds: () => boolean, limitMs = 20_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error('It did not come in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
