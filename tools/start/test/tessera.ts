import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const MAIN = path.resolve(import.meta.dirname, '../main.ts');
const READY_WITHIN_MS = 120_000;

/** A whole Tessera in embedded mode, with processes that can be killed. */
export class Tessera {
  readonly origin: string;
  readonly #env: NodeJS.ProcessEnv;
  #starter: ChildProcess;
  #output = '';

  constructor(options: { port: number; dataFolder: string }) {
    this.origin = `http://localhost:${options.port}`;
    // Nothing of the environment may lead it to real servers. Paid orders stay paid.
    const { PATH, HOME } = process.env;
    const own = { PORT: String(options.port), DATA_DIR: options.dataFolder, DEMO_FULFILMENT: 'off' };
    this.#env = { PATH, HOME, ...own };
    this.#starter = this.#launch();
  }

  start(): void {
    this.#starter = this.#launch();
  }

  async untilReady(): Promise<void> {
    const until = Date.now() + READY_WITHIN_MS;
    while (!(await this.#isReady())) {
      if (this.#starter.exitCode !== null || Date.now() > until)
        throw new Error(`Tessera is not ready: ${this.#output}`);
      await sleep(50);
    }
  }

  /** As the operating system does when memory ends: no process gets to know. */
  killChild(title: 'backend.ts' | 'next-server'): void {
    const children = execFileSync('pgrep', ['-P', String(this.#starter.pid), '-f', title], { encoding: 'utf8' });
    for (const pid of children.trim().split('\n')) process.kill(Number(pid), 'SIGKILL');
  }

  killStarter(): void {
    this.#starter.kill('SIGKILL');
  }

  /** As Ctrl-C in a terminal: the whole process group gets the signal. Answers exit code and what was printed. */
  async interrupt(): Promise<{ code: number | null; output: string }> {
    const ended = once(this.#starter, 'exit');
    if (this.#starter.pid) process.kill(-this.#starter.pid, 'SIGINT');
    const [code] = await ended;
    return { code, output: this.#output };
  }

  #launch(): ChildProcess {
    this.#output = '';
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN], {
      env: this.#env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (this.#output += chunk));
    return child;
  }

  async #isReady(): Promise<boolean> {
    return fetch(`${this.origin}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
  }
}
