import { remainingMs } from '@tessera/service-kit/deadline';

/** For the way back. */
const MARGIN_MS = 250;

/** The work's answer, or what is known when its caller will not wait any longer: a provider may be slow. The work goes on. */
export async function inTime<Answer>(work: Promise<Answer>, known: () => Promise<Answer | null>): Promise<Answer> {
  const late = Symbol('late');
  const { promise, resolve } = Promise.withResolvers<typeof late>();
  const timer = setTimeout(resolve, Math.max(0, remainingMs() - MARGIN_MS), late);
  const first = await Promise.race([work, promise]).finally(() => clearTimeout(timer));
  return first === late ? ((await known()) ?? work) : first;
}
