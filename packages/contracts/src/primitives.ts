import { z } from 'zod';
import { MAX_QUANTITY } from './limits.ts';

export { COUNTRIES } from './countries.ts';
export { MAX_QUANTITY };

/** UUIDv7 in canonical form. */
export const id = z.uuid('This is not a valid id').toLowerCase();
/** UTC, ISO 8601, as `Date.toISOString()` writes it. */
export const timestamp = z.iso.datetime();
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'Use at most 254 characters')
  .pipe(z.email('Enter an e-mail address such as name@example.com'));
export const quantity = z
  .int('Enter a whole number')
  .min(1, 'Enter at least 1')
  .max(MAX_QUANTITY, `Enter at most ${MAX_QUANTITY}`);

/** Trimmed text of people. NUL and lone surrogates are refused here because databases and JSON columns choke on them. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `Use at most ${max} characters`)
    .refine((value) => value.isWellFormed() && !value.includes('\0'), 'Use characters that can be shown');

const line = (label: string, max: number) => text(max).min(1, `Enter ${label}`);

/** Travels as a header, so it is visible ASCII; a UUID is one. */
export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{16,100}$/, 'Use 16 to 100 letters, digits or punctuation marks');

/** A postal address. `country` is ISO 3166-1 alpha-2. */
export const address = z.object({
  name: line('a name', 100),
  line1: line('a street and number', 120),
  line2: text(120).default(''),
  postalCode: line('a postal code', 16),
  city: line('a town or city', 80),
  country: z
    .string()
    .trim()
    .regex(/^[A-Z]{2}$/, 'Choose a country'),
});
export type Address = z.infer<typeof address>;
