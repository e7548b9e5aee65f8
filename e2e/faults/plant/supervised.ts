import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** File that its output is added to. */
  readonly log: string;
  /** Another user to run as: some servers refuse root. Only root can ask for it. */
  readonly user?: string;
  /** What ends it in good order, when that is not SIGTERM. */
  readonly stopSignal?: NodeJS.Signals;
}

/** A process that is started again whenever it ends, until it is told to stay down. */
export interface Supervised {
  readonly name: string;
  /** Undefined while it is down. */
  readonly pid: number | undefined;
  /** SIGKILL to it and all below it, as when the machine dies; it comes back unless `stayDown`. */
  kill(options?: { stayDown?: boolean }): Promise<void>;
  /** SIGSTOP to all of it. */
  pause(): void;
  resume(): void;
  /** Lets one that stayed down run again. */
  start(): void;
  /** Ends it in good order, at the latest by SIGKILL after `withinMs`. */
  stop(withinMs?: number): Promise<void>;
}

const RESTART_MS = 250;

export function supervise(program: Program): Supervised {
  let child: ChildProcess | undefined;
  let wanted = true;
  let timer: NodeJS.Timeout | undefined;

  const start = () => {
    clearTimeout(timer);
    const started = launch(program);
    child = started;
    started.once('error', (error) => console.error(`${program.name} could not be started: ${error.message}`));
    started.once('exit', () => {
      child = undefined;
      if (wanted) timer = setTimeout(start, RESTART_MS);
    });
  };
  const signalAll = (signal: NodeJS.Signals) => {
    for (const pid of child?.pid ? treeOf(child.pid) : []) send(pid, signal);
  };
  start();

  return {
    name: program.name,
    get pid() {
      return child?.pid;
    },
    async kill({ stayDown = false } = {}) {
      if (stayDown) {
        wanted = false;
        clearTimeout(timer);
      }
      const killed = child;
      if (!killed) return;
      const ended = once(killed, 'exit');
      signalAll('SIGKILL');
      await ended;
    },
    pause: () => signalAll('SIGSTOP'),
    resume: () => signalAll('SIGCONT'),
    start() {
      if (wanted) return;
      wanted = true;
      start();
    },
    async stop(withinMs = 5_000) {
      wanted = false;
      clearTimeout(timer);
      const ending = child;
      if (!ending) return;
      const ended = once(ending, 'exit');
      signalAll('SIGCONT');
      ending.kill(program.stopSignal ?? 'SIGTERM');
      await Promise.race([ended, sleep(withinMs, undefined, { ref: false })]);
      signalAll('SIGKILL');
      await ended;
    },
  };
}

function launch({ command, args, env, cwd, log, user }: Program): ChildProcess {
  const output = openSync(log, 'a');
  // The kernel ends it with us, however we end: nothing may stay behind.
  const as = user ? [`--reuid=${user}`, `--regid=${user}`, '--init-groups'] : [];
  return spawn('setpriv', ['--pdeathsig', 'KILL', ...as, command, ...args], {
    env: { PATH: process.env.PATH, ...env },
    cwd,
    stdio: ['ignore', output, output],
    // Ctrl-C in a terminal goes to a whole group: only the runner shall hear it.
    detached: true,
  });
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself in between.
  }
}

/** A process and all that it started, from /proc. */
export function treeOf(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    const parent = /^\d+$/.test(entry) ? parentOf(entry) : undefined;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const below = (id: number): number[] => [id, ...(children.get(id) ?? []).flatMap(below)];
  return below(pid);
}

function parentOf(pid: string): number | undefined {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
}
