import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { logInfo, logWarning } from './log.ts';

/** Of one line; what it has more is left out. */
const LINE_LENGTH = 2000;
/** In a second. The log is everybody's, and to write it takes the shell's time. */
const LINES = 200;

/** What a remote prints becomes lines of the shell's log, with its name. */
export function logWorkerOutput({ stdout, stderr }: Pick<ChildProcess, 'stdout' | 'stderr'>, release: string): void {
  const [remote, version] = release.split('@');
  const facts = { remote, version };
  let second = 0;
  let lines = 0;
  const admit = (): boolean => {
    const now = Math.floor(performance.now() / 1000);
    if (now !== second) lines = 0;
    second = now;
    if (++lines === LINES + 1) logWarning(`It prints more than ${LINES} lines a second: they are left out`, facts);
    return lines <= LINES;
  };
  if (stdout) readLines(stdout, (line) => admit() && logInfo(line, facts));
  if (stderr) readLines(stderr, (line) => admit() && logWarning(line, facts));
}

/** Node's readline keeps a line whole, however long it gets. */
function readLines(input: Readable, tell: (line: string) => void): void {
  let line = '';
  const end = () => {
    if (line) tell(line);
    line = '';
  };
  input.setEncoding('utf8').on('data', (text: string) => {
    for (const [index, part] of text.split('\n').entries()) {
      if (index > 0) end();
      line = (line + part).slice(0, LINE_LENGTH);
    }
  });
  input.on('end', end);
}
