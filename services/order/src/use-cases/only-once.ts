import { createHash } from 'node:crypto';
import { DomainError } from '@tessera/service-kit/problem-error';
import type { Attempt, Claim, ClaimRequest, Idempotency } from '../domain/idempotency.ts';

/** Less than the deadline of the request that waits. */
const PATIENCE_MS = 8_000;
const POLL_MS = 60;

interface Request {
  /** Whose key it is. */
  readonly caller: string;
  readonly key: string;
  /** What makes two requests the same: JSON. */
  readonly content: readonly unknown[];
}
interface Deps {
  readonly idempotency: Idempotency;
  readonly newId: () => string;
}
export interface Once<Answer> {
  readonly answer: Answer;
  readonly replayed: boolean;
}
export type OnlyOnce = <Answer>(request: Request, work: (attempt: Attempt) => Promise<Answer>) => Promise<Once<Answer>>;

/**
 * Does the work of a request once for its key, however often and however parallel it is asked for, and answers the
 * others the same. `work` may be resumed with the same subject after its process died, so it must be repeatable; the key
 * is free again when the work forgets the attempt. Throws `idempotency-key-reused` and `request-in-progress`.
 */
export function createOnlyOnce({ idempotency, newId }: Deps): OnlyOnce {
  return async <Answer>({ caller, key, content }: Request, work: (attempt: Attempt) => Promise<Answer>) => {
    const claim = await claimPatiently(idempotency, {
      caller,
      key,
      fingerprint: createHash('sha256').update(JSON.stringify(content)).digest('hex'),
      subjectId: newId(),
    });
    if (claim.kind === 'answered') return { answer: claim.answer as Answer, replayed: true };
    if (claim.kind === 'reused') {
      throw new DomainError('idempotency-key-reused', 'This Idempotency-Key belongs to a request with other contents.');
    }
    if (claim.kind === 'busy') {
      throw new DomainError('request-in-progress', 'This is being done already. Look again in a moment.');
    }
    const { attempt } = claim;
    const answer = await work(attempt).catch(async (error: unknown) => {
      // A refusal has changed nothing. After anything else nobody knows, so that the attempt stays to be resumed.
      if (error instanceof DomainError) await idempotency.forget(attempt);
      throw error;
    });
    await idempotency.answer(attempt, answer);
    return { answer, replayed: false };
  };
}

async function claimPatiently(idempotency: Idempotency, request: ClaimRequest): Promise<Claim> {
  for (const until = Date.now() + PATIENCE_MS; ; ) {
    const claim = await idempotency.claim(request);
    if (claim.kind !== 'busy' || Date.now() > until) return claim;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
