import type { FormState } from '@tessera/contracts/bff/form';
import { ApiProblem } from '@tessera/remote-kit/api';

/** What to tell the shopper of a failed call, in the form of the server's own answer to a form without JavaScript. */
export function failureOf(error: unknown): FormState {
  if (error instanceof ApiProblem) {
    return { values: {}, message: error.message, errors: error.problem.errors ?? [] };
  }
  return { values: {}, message: 'We could not reach the shop. Check your connection and try again.', errors: [] };
}

/** The BFF said that there is no such thing, or that it is not the shopper's. */
export const isNotFound = (error: unknown) => error instanceof ApiProblem && error.problem.status === 404;
