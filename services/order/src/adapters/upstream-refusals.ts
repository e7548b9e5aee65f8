import { DomainError } from '@tessera/service-kit/problem-error';
import { UpstreamError } from '@tessera/service-kit/upstream-error';

/** Turns the refusals of a service that mean something here into errors of this domain; anything else is its fault. */
export async function translate<T>(call: Promise<T>, codes: readonly string[]): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof UpstreamError && codes.includes(error.problem.code)) {
      const { code, detail, title, errors } = error.problem;
      throw new DomainError(code, detail ?? title, { cause: error, ...(errors && { errors }) });
    }
    throw error;
  }
}
