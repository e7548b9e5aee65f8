import { STATUS_CODES } from 'node:http';
import type { FieldError, Problem } from '@tessera/contracts/problem';
import { HttpProblem } from './http-problem.ts';
import { DomainError } from './problem-error.ts';
import { UpstreamError, UpstreamUnavailable } from './upstream-error.ts';

export interface ProblemRules {
  /** HTTP status of each domain error code; a code that is not here is a 500. */
  readonly problems: Readonly<Record<string, number>>;
  /** A BFF hands on what a service refused; a service answers for itself, so that such a refusal is its own fault. */
  readonly passUpstream: boolean;
}

// What body-parser calls its faults: https://github.com/expressjs/body-parser#errors
const BODY_FAULTS: Record<string, [number, string, string]> = {
  'entity.parse.failed': [400, 'malformed-json', 'The body is not valid JSON.'],
  'entity.too.deep': [400, 'malformed-json', 'The body nests too deep.'],
  'entity.too.large': [413, 'body-too-large', 'The body is too large.'],
  'parameters.too.many': [413, 'body-too-large', 'The form has too many fields.'],
  'encoding.unsupported': [415, 'unsupported-encoding', 'Send the body uncompressed, or with gzip.'],
  'charset.unsupported': [415, 'unsupported-charset', 'Send the body as UTF-8.'],
  'request.aborted': [400, 'request-aborted', 'The body did not arrive whole.'],
  'request.size.invalid': [400, 'request-aborted', 'The body did not arrive whole.'],
};

/** What the caller may know of an error. Nothing that was thrown by accident shows its message. */
export function toProblem(error: unknown, { problems, passUpstream }: ProblemRules): Problem {
  if (error instanceof HttpProblem) return make(error.status, error.code, error.message, error.errors);
  if (error instanceof DomainError) {
    const status = problems[error.code];
    return status === undefined ? internal() : make(status, error.code, error.message, error.errors);
  }
  if (error instanceof UpstreamUnavailable) return unavailable();
  if (error instanceof UpstreamError)
    return passUpstream && error.status < 500 ? error.problem : make(502, 'bad-gateway');
  if (error instanceof Error && 'type' in error && typeof error.type === 'string') {
    const fault = BODY_FAULTS[error.type];
    if (fault) return make(...fault);
  }
  if (isRefusedBody(error)) return make(400, 'malformed-body', 'The body can not be read.');
  if (error instanceof URIError) return make(400, 'malformed-url', 'The address is not valid.');
  return internal();
}

/** body-parser passes on what a decompressor says without naming its type. */
const isRefusedBody = (error: unknown): boolean =>
  error instanceof Error && 'statusCode' in error && error.statusCode === 400 && 'expose' in error;

const internal = () => make(500, 'internal-error', 'Something went wrong on our side. Please try again.');
const unavailable = () => make(503, 'unavailable', 'This is not available right now. Please try again in a moment.');

function make(status: number, code: string, detail?: string, errors?: readonly FieldError[]): Problem {
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    ...(detail ? { detail } : {}),
    ...(errors?.length ? { errors: [...errors] } : {}),
  };
}
