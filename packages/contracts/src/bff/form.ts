import type { FieldError } from '../problem.ts';

/**
 * What a form shows after a fault when JavaScript is off: the BFF redirects back and keeps this for one page view.
 * `values` is what was typed, without passwords and card data.
 */
export interface FormState {
  readonly values: Readonly<Record<string, string>>;
  readonly message: string;
  readonly errors: readonly FieldError[];
}
