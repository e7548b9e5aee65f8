import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { Gauge, type Registry } from 'prom-client';

const CHECK_MS = 1_000;

export type Checks = Readonly<Record<string, () => Promise<unknown>>>;

interface Options {
  readonly checks: Checks;
  readonly degradedWithout: Checks;
  readonly registry: Registry;
}

/**
 * Each part `up` or `down`, with 200 while all of `checks` are up: what is `degradedWithout` a part still serves. Each
 * check gets one second; reasons go to the log, as a warning once the part had been up: before that it is a start like
 * any other. Scrapes get the same as `part_up`.
 */
export function readiness({ checks, degradedWithout, registry }: Options): RequestHandler {
  const seenUp = new Set<string>();
  const all = Object.entries({ ...checks, ...degradedWithout });
  const look = (log?: Logger) =>
    Promise.all(
      all.map(async ([part, check]) => {
        try {
          await withDeadline(check(), CHECK_MS);
          seenUp.add(part);
          return [part, 'up'] as const;
        } catch (error) {
          log?.[seenUp.has(part) ? 'warn' : 'info']({ part, err: error }, 'not up');
          return [part, 'down'] as const;
        }
      }),
    );
  new Gauge({
    name: 'part_up',
    help: 'Whether what the process stands on answers',
    labelNames: ['part'],
    registers: [registry],
    async collect() {
      for (const [part, state] of await look()) this.set({ part }, state === 'up' ? 1 : 0);
    },
  });
  return async (req, res) => {
    const parts = await look(req.log);
    const down = parts.filter(([, state]) => state === 'down').map(([part]) => part);
    const ready = down.every((part) => part in degradedWithout);
    res
      .status(ready ? 200 : 503)
      .json({ status: ready ? 'up' : 'down', parts: Object.fromEntries(parts), degraded: ready ? down : [] });
  };
}

async function withDeadline(promise: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${ms} ms`)), ms);
  });
  await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
