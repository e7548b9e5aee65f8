import { Worker } from 'node:worker_threads';

const DEADLINE_MS = 10_000;

/** Resolves when the server container loads and offers `render`; rejects with what is wrong with it. */
export async function evaluateContainer(path: string, deadlineMs = DEADLINE_MS): Promise<void> {
  const worker = new Worker(new URL('./container-worker.ts', import.meta.url), {
    workerData: { path },
    // What it is judged by is the same wherever it is published from.
    env: { NODE_ENV: 'production' },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: 256 },
    stdout: true,
    stderr: true,
  });
  let late: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      late = setTimeout(() => reject(new Error(`it did not load within ${deadlineMs / 1000} s`)), deadlineMs);
      worker.once('message', () => resolve());
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('it ends the process that loads it')));
    });
  } finally {
    clearTimeout(late);
    await worker.terminate();
  }
}
