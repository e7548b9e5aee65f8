import { z } from 'zod';

/** One fault of one field: `path` is dotted (`shippingAddress.postalCode`), `message` is for the person who typed. */
export const fieldError = z.object({ path: z.string(), message: z.string() });

/**
 * RFC 9457 problem details. `code` is stable and is what programs compare; `detail` says what to do;
 * `errors` names the fields of a 400.
 */
export const problem = z.object({
  type: z.string().default('about:blank'),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  code: z.string(),
  errors: z.array(fieldError).optional(),
});
export type Problem = z.infer<typeof problem>;
export type FieldError = z.infer<typeof fieldError>;
