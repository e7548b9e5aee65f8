import { requestContext } from './request-context.ts';

/** How many milliseconds the caller goes on waiting. It travels with every call, less what was used up on the way. */
export const DEADLINE_HEADER = 'x-request-deadline-ms';
/** Whole time that a handler may take, however long its caller would wait. */
const LONGEST_MS = 10_000;

/** When the caller that sent this header stops waiting; undefined when it did not say. */
export function untilOf(header: string | string[] | undefined): number | undefined {
  const ms = typeof header === 'string' && /^\d{1,9}$/.test(header) ? Number(header) : undefined;
  return ms === undefined ? undefined : performance.now() + Math.min(ms, LONGEST_MS);
}

/** Milliseconds that are left of the request that the running code serves; infinite outside of one. */
export function remainingMs(): number {
  const until = requestContext.getStore()?.until;
  return until === undefined ? Number.POSITIVE_INFINITY : until - performance.now();
}

/** From here on the request has an end, at the latest after ten seconds. Returns how many milliseconds that is away. */
export function limitTime(): number {
  const ms = Math.min(LONGEST_MS, Math.max(0, Math.ceil(remainingMs())));
  const context = requestContext.getStore();
  if (context) context.until = performance.now() + ms;
  return ms;
}

/** A stream has no end: only its head had. */
export function liftDeadline(): void {
  const context = requestContext.getStore();
  if (context) context.until = undefined;
}
