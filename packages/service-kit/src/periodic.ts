import type { Logger } from './logger.ts';
import { requestContext } from './request-context.ts';

export interface Periodic {
  /** There is something to do: do not wait for the next time. */
  poke(): void;
  /** Waits for the run under way. */
  close(): Promise<void>;
}

/** Runs a job again and again, one run at a time, `ms` after its last end; a failure is logged and tried again. */
export function periodically(
  ms: number,
  job: () => Promise<unknown>,
  { name, logger }: { name: string; logger: Logger },
): Periodic {
  let closed = false;
  let poked = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  const run = () => {
    clearTimeout(timer);
    poked = false;
    // Whoever poked may be a request: its deadline is not the job's.
    running = requestContext
      .exit(job)
      .then(
        () => undefined,
        (err: unknown) => logger.error({ err, job: name }, 'job failed'),
      )
      .finally(() => {
        running = undefined;
        if (!closed) timer = setTimeout(run, poked ? 0 : ms);
      });
  };
  timer = setTimeout(run, ms);
  return {
    poke() {
      poked = true;
      if (!running && !closed) run();
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await running;
    },
  };
}
