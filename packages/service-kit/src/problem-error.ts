import type { FieldError } from '@tessera/contracts/problem';

/** Typed errors of the domain: a stable code, never an HTTP number. `message` is for the person who asked. */
export class DomainError extends Error {
  readonly code: string;
  readonly errors: readonly FieldError[] | undefined;

  constructor(code: string, message: string, options: { errors?: FieldError[]; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'DomainError';
    this.code = code;
    this.errors = options.errors;
  }
}
