import type { RequestHandler } from 'express';

const CHECK_MS = 1_000;

export type Checks = Readonly<Record<string, () => Promise<unknown>>>;

/**
 * 200 with `up` for each part, or 503 telling which is `down`. Each check gets one second; reasons go to the log, as a
 * warning once the part had been up: before that it is a start like any other.
 */
export function readiness(checks: Checks): RequestHandler {
  const seenUp = new Set<string>();
  return async (req, res) => {
    const parts = await Promise.all(
      Object.entries(checks).map(async ([part, check]) => {
        try {
          await withDeadline(check(), CHECK_MS);
          seenUp.add(part);
          return [part, 'up'] as const;
        } catch (error) {
          req.log[seenUp.has(part) ? 'warn' : 'info']({ part, err: error }, 'not ready');
          return [part, 'down'] as const;
        }
      }),
    );
    const ready = parts.every(([, state]) => state === 'up');
    res.status(ready ? 200 : 503).json({ status: ready ? 'up' : 'down', parts: Object.fromEntries(parts) });
  };
}

async function withDeadline(promise: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${ms} ms`)), ms);
  });
  await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
