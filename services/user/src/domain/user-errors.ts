import { DomainError } from '@tessera/service-kit/problem-error';

export const emailTaken = () =>
  new DomainError('email-taken', 'There is an account with this e-mail address already.', {
    errors: [{ path: 'email', message: 'There is an account with this e-mail address already' }],
  });
/** The same for an unknown e-mail as for a wrong password: nobody learns who has an account. */
export const wrongCredentials = () =>
  new DomainError('wrong-credentials', 'E-mail address or password is wrong. Check both and try again.');
export const sessionExpired = () => new DomainError('session-expired', 'Your session is over. Sign in again.');
export const accountGone = () => new DomainError('unauthenticated', 'This account is no more. Sign in again.');
export const addressNotFound = () => new DomainError('address-not-found', 'You have no such address.');
export const tooManyAddresses = (limit: number) =>
  new DomainError('too-many-addresses', `You have ${limit} addresses. Delete one before you add another.`);

/** Too many wrong passwords; `retryAfterSeconds` from now the next one is looked at. */
export class LockedOut extends DomainError {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    const minutes = Math.ceil(retryAfterSeconds / 60);
    const wait = retryAfterSeconds < 60 ? `${retryAfterSeconds} seconds` : `${minutes} minute${minutes > 1 ? 's' : ''}`;
    super('locked-out', `Too many wrong passwords. Wait ${wait}, then try again.`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** HTTP status of each. */
export const PROBLEMS = {
  'email-taken': 409,
  'idempotency-key-reused': 422,
  'wrong-credentials': 401,
  'session-expired': 401,
  unauthenticated: 401,
  'address-not-found': 404,
  'too-many-addresses': 409,
} as const;
