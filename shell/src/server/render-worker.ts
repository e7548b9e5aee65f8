import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FromWorker, Measured, RenderJob, ToWorker } from '../render-worker/messages.ts';
import { logWorkerOutput } from './worker-output.ts';

/** How a render went. `bff` tells whether a fault may be that of the BFF. */
export type RenderOutcome =
  | Extract<FromWorker, { type: 'rendered' | 'failed' }>
  /** Whether that is its own fault comes later, and never where the worker does not answer: then it ends. */
  | { readonly type: 'late'; readonly own: Promise<boolean> }
  | { readonly type: 'ended'; readonly error: string };

/**
 * A process with the server container of one release. A thread is not enough: V8 ends the whole process when a thread
 * fills its heap in one go, and a thread that is busy collecting garbage can't be ended.
 */
export interface RenderWorker {
  /** Never rejects. */
  render(job: RenderJob, deadlineMs: number): Promise<RenderOutcome>;
  /** Why the process ended by itself, or had to be ended; does not resolve when it was closed. */
  readonly ended: Promise<string>;
  readonly renders: number;
  /** Undefined when it does not answer at once. */
  measure(): Promise<Measured | undefined>;
  /** Says that a page relies on this worker; call what it answers when the page is done. */
  hold(): () => void;
  /** Ends the process as soon as no page needs it, and after `CLOSE_WITHIN_MS` at the latest. */
  close(): void;
}

export interface WorkerSettings {
  /** Path of the script that the process runs. */
  readonly script: string;
  readonly memoryMb: number;
}

/** Who says nothing for so long after a missed deadline is in an endless loop. */
const SILENT_FOR_MS = 500;
/** With more renders at a time it is load that makes them late, not the release. */
const CROWD = 20;
const LOAD_WITHIN_MS = 5000;
const CLOSE_WITHIN_MS = 3000;

/** Starts a process and resolves once its container is loaded; throws, and leaves nothing behind, when it can't be. */
export async function startRenderWorker(
  { name, code }: { readonly name: string; readonly code: Uint8Array },
  { script, memoryMb }: WorkerSettings,
): Promise<RenderWorker> {
  const child = spawn(script, name, memoryMb);
  const pending = new Map<number, (outcome: RenderOutcome) => void>();
  const verdicts = new Map<number, (own: boolean) => void>();
  const measures = new Map<number, (measured: Measured) => void>();
  const loaded = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<string>();
  let nextId = 0;
  let renders = 0;
  let holders = 0;
  let closing = false;
  let over: string | undefined;
  let heardAt = 0;

  const end = (reason: string) => {
    if (over !== undefined) return;
    over = reason;
    child.kill('SIGKILL');
    loaded.reject(new Error(reason));
    for (const settle of pending.values()) settle({ type: 'ended', error: reason });
    for (const known of [pending, verdicts, measures]) known.clear();
    if (!closing) ended.resolve(reason);
  };
  const endWhenIdle = () => {
    if (closing && holders === 0 && pending.size === 0) end('It was closed');
  };
  const settle = (id: number, outcome: RenderOutcome) => {
    pending.get(id)?.(outcome);
    pending.delete(id);
    endWhenIdle();
  };
  const post = (message: ToWorker) =>
    child.send(message, (error) => {
      if (error) end(`It can’t be reached: ${error.message}`);
    });

  child.on('error', (error) => end(`It ended: ${error.message}`));
  child.on('exit', (code, signal) =>
    end(signal ? `It ended with ${signal}, as who runs out of memory does` : `It ended with exit code ${code}`),
  );
  child.on('message', (message: FromWorker) => {
    heardAt = performance.now();
    if (message.type === 'loaded') loaded.resolve();
    else if (message.type === 'ending') end(message.error);
    else if (message.type === 'measured') measures.get(message.id)?.(message);
    else if (message.type === 'aborted') {
      verdicts.get(message.id)?.(message.own && pending.size <= CROWD);
      verdicts.delete(message.id);
    } else settle(message.id, message);
  });

  /** Endless loops can't be interrupted, only ended. Who is busy and still answers others is left alone. */
  const endIfSilent = async () => {
    const askedAt = performance.now();
    await later(SILENT_FOR_MS);
    // What arrived while this process was busy itself is read first.
    await new Promise((resolve) => setImmediate(resolve));
    if (heardAt < askedAt) end(`It did not react for ${SILENT_FOR_MS} ms after a missed deadline`);
  };

  post({ type: 'load', release: { name, code, memoryMb } });
  const inTime = await Promise.race([loaded.promise.then(() => true), later(LOAD_WITHIN_MS)]);
  if (!inTime) {
    loaded.promise.catch(() => {});
    end(`It was not loaded within ${LOAD_WITHIN_MS} ms`);
    throw new Error(over);
  }

  return {
    ended: ended.promise,
    get renders() {
      return renders;
    },
    render(job, deadlineMs) {
      if (over !== undefined) return Promise.resolve({ type: 'ended', error: over });
      const id = nextId++;
      renders++;
      const { promise, resolve } = Promise.withResolvers<RenderOutcome>();
      const timer = setTimeout(() => {
        const own = Promise.withResolvers<boolean>();
        verdicts.set(id, own.resolve);
        settle(id, { type: 'late', own: own.promise });
        post({ type: 'abort', id, deadlineMs });
        void endIfSilent();
      }, deadlineMs);
      pending.set(id, (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      });
      post({ type: 'render', id, job });
      return promise;
    },
    async measure() {
      if (over !== undefined) return undefined;
      const id = nextId++;
      const measured = Promise.withResolvers<Measured>();
      measures.set(id, measured.resolve);
      post({ type: 'measure', id });
      return Promise.race([measured.promise, later(250)]).finally(() => measures.delete(id));
    },
    hold() {
      holders++;
      let held = true;
      return () => {
        if (held) holders--;
        held = false;
        endWhenIdle();
      };
    },
    close() {
      closing = true;
      endWhenIdle();
      void later(CLOSE_WITHIN_MS).then(() => end('It was closed'));
    },
  };
}

const children = new Set<ChildProcess>();
// A loop would outlive the shell: nobody else could end it.
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

function spawn(script: string, name: string, memoryMb: number): ChildProcess {
  const child = fork(script, {
    env: { NODE_ENV: 'production' },
    execArgv: [
      `--title=tessera ${name}`,
      `--max-old-space-size=${memoryMb}`,
      // The script may be TypeScript: in development and in tests.
      '--disable-warning=ExperimentalWarning',
      '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
    ],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  child.unref();
  child.channel?.unref();
  logWorkerOutput(child, name);
  return child;
}

const later = (ms: number): Promise<undefined> => sleep(ms, undefined, { ref: false });
