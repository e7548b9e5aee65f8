import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

export interface ChildOptions {
  readonly name: string;
  /** Node when absent. */
  readonly command?: string;
  /** Of Node: the script and its own. */
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env: Record<string, string>;
  /** Of what it prints only log lines (JSON) are shown: frameworks greet. */
  readonly logsOnly?: boolean;
  /** What asks it to finish; SIGTERM when absent. */
  readonly stopSignal?: NodeJS.Signals;
  /** Called each time it ended without being asked to; it is started again after a pause. */
  readonly onCrash: (name: string, how: string, againInMs: number) => void;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
/** Who ran this long is healthy: the next pause is short again. */
const HEALTHY_AFTER_MS = 30_000;
const STOP_DEADLINE_MS = 12_000;
const STOP_WITH_PARENT = path.join(import.meta.dirname, 'stop-with-parent.ts');
/** Ctrl-C in a terminal goes to a whole process group: only the starter shall hear it, and stop its children once. */
const DETACHED = process.platform !== 'win32';
const COMPILED = path.resolve(import.meta.dirname, '../../.cache/compiled');

/** Keeps a process running until `stop()`: asked first, then by SIGKILL when it does not come to an end. */
export function keepRunning(options: ChildOptions): { stop(): Promise<void> } {
  let child: ChildProcess;
  let stopping = false;
  let pause = FIRST_PAUSE_MS;
  let timer: NodeJS.Timeout | undefined;

  const start = () => {
    const startedAt = Date.now();
    child = launch(options);
    child.once('exit', (code, signal) => {
      if (stopping) return;
      endGroup(child);
      if (Date.now() - startedAt > HEALTHY_AFTER_MS) pause = FIRST_PAUSE_MS;
      options.onCrash(options.name, signal ?? `exit code ${code}`, pause);
      timer = setTimeout(start, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    });
  };
  start();

  return {
    async stop() {
      stopping = true;
      clearTimeout(timer);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill(options.stopSignal ?? 'SIGTERM');
      const kill = setTimeout(() => child.kill('SIGKILL'), STOP_DEADLINE_MS);
      await ended;
      clearTimeout(kill);
      endGroup(child);
    },
  };
}

/** Processes that it started and left behind: they would hold what its successor needs. */
function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid && process.platform !== 'win32') process.kill(-pid, 'SIGKILL');
  } catch {
    // There are none.
  }
}

function launch(options: ChildOptions): ChildProcess {
  const child = options.command ? launchCommand(options.command, options) : launchNode(options);
  if (child.stdout) {
    createInterface(child.stdout).on('line', (line) => {
      if (line.startsWith('{')) console.log(line);
    });
  }
  return child;
}

function launchNode({ args, cwd, env, logsOnly }: ChildOptions): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', STOP_WITH_PARENT, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: COMPILED, ...env },
    stdio: ['ignore', logsOnly ? 'pipe' : 'inherit', 'inherit', 'ipc'],
    detached: DETACHED,
  });
}

const launchCommand = (command: string, { args, cwd, env }: ChildOptions): ChildProcess =>
  spawn(command, args, {
    cwd,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: DETACHED,
  });
