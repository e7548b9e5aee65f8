import { spawn } from 'node:child_process';

export interface ScriptRun {
  readonly code: number | null;
  readonly output: string;
}

const DEADLINE_MS = 4 * 60_000;

/** `npm run` in a folder, as if no test were running around it. Never rejects. */
export function runScript(cwd: string, script: string): Promise<ScriptRun> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV$|TEST$|DEV$|PROD$|MODE$)/.test(name)),
  );
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', script, '--silent'], {
      cwd,
      env,
      shell: process.platform === 'win32',
      timeout: DEADLINE_MS,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    child.on('close', (code) => resolve({ code, output }));
  });
}
