import { createHash } from 'node:crypto';
import { v5 } from 'uuid';
import { DomainError } from './problem-error.ts';

const NAMESPACE = '5f0c1a52-6c1e-4b0e-9a55-5f1b3c0d7a11';

/** The id of what this owner creates with this Idempotency-Key: the same again has the same id (a UUIDv5). */
export const idFor = (owner: string, key: string): string => v5(`${owner}\n${key}`, NAMESPACE);

/** Tells one request's body from another's, whatever the order of its fields. */
export const fingerprint = (body: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(body)))
    .digest('base64url');

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
};

/** To be answered with 422. */
export const keyReused = (): DomainError =>
  new DomainError('idempotency-key-reused', 'This Idempotency-Key was used for something else.');

export interface Created<Body> {
  readonly created: Body;
  /** It was there already: this is the first answer again. */
  readonly replayed: boolean;
}
