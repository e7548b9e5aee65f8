import { id, idempotencyKey, MAX_QUANTITY, text } from '@tessera/contracts/primitives';
import { HttpProblem } from '@tessera/service-kit/http-problem';
import { UpstreamError } from '@tessera/service-kit/upstream-error';
import { z } from 'zod';

const MAX_LINES = 50;

/** Fields that the form shows again after a fault. */
export const KEPT_FIELDS = [
  'idempotencyKey',
  'reason',
  ...Array.from({ length: MAX_LINES }, (_, at) => `lines.${at}.quantity`),
];

const line = z.object({
  productId: id,
  quantity: z.coerce.number('Enter a number').int('Enter a whole number').min(0, 'Enter 0 or more').max(MAX_QUANTITY),
});

/** The return form as it arrives: every line of the order, `lines.0.productId` and so on, with how many come back. */
export const returnForm = z.object({
  idempotencyKey,
  lines: z
    .record(z.string(), line)
    .default({})
    .transform((typed) => Object.entries(typed).map(([at, fields]) => ({ at, ...fields })))
    .transform((lines) => lines.filter(({ quantity }) => quantity > 0))
    .refine((lines) => lines.length > 0, 'Choose what to send back'),
  reason: text(500).min(1, 'Tell us why'),
});
export type ReturnForm = z.output<typeof returnForm>;

/** The order service counts the lines that it was sent; the form has those too of which nothing comes back. */
export const namingFields =
  (lines: ReturnForm['lines']) =>
  (error: unknown): never => {
    if (!(error instanceof UpstreamError) || error.status >= 500) throw error;
    const { code, detail, title, errors = [] } = error.problem;
    throw new HttpProblem(error.status, code, detail ?? title, {
      errors: errors.map(({ path, message }) => ({
        path: path.replace(/^lines\.(\d+)\./, (_, at) => `lines.${lines[at]?.at ?? at}.`),
        message,
      })),
    });
  };
