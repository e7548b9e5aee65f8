import { fork } from 'node:child_process';
import { once } from 'node:events';

/** Runs a script that reports each write when it was acknowledged; kills it without warning after `writes` of them. */
export async function runUntilKilled(script: URL, folder: string, writes: number): Promise<number> {
  const child = fork(script, [folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  let acknowledged = 0;
  child.on('message', (count: number) => {
    acknowledged = count;
    if (count >= writes) child.kill('SIGKILL');
  });
  const [, signal] = await once(child, 'exit');
  if (signal !== 'SIGKILL') throw new Error(`The writer ended by itself after ${acknowledged} writes`);
  return acknowledged;
}
