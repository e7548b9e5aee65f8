import type { FieldError } from '@tessera/contracts/problem';

/** A fault of the HTTP edge itself: routing, validation, authentication, limits. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    options: { errors?: readonly FieldError[]; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.name = 'HttpProblem';
    this.status = status;
    this.code = code;
    this.errors = options.errors;
    this.headers = options.headers ?? {};
  }
}

/** 400 `invalid-input` naming the fields of a failed zod parse. */
export function invalidInput(issues: readonly { path: readonly PropertyKey[]; message: string }[]): HttpProblem {
  const errors = issues.slice(0, 50).map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  return new HttpProblem(400, 'invalid-input', 'Check the marked fields and try again.', { errors });
}
