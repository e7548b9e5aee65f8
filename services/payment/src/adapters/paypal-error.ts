import { ApiError } from '@paypal/paypal-server-sdk';

/** PayPal's own name of what is wrong, such as `INSTRUMENT_DECLINED`. */
export const issueOf = ({ result }: ApiError): string | undefined =>
  (result as { details?: { issue?: string }[] } | undefined)?.details?.[0]?.issue;

/** What the SDK throws carries the whole request, keys included. This one may be logged, and asked about at PayPal. */
function withoutSecrets(error: unknown): unknown {
  if (error instanceof ApiError) {
    const { name, debug_id } = (error.result ?? {}) as { name?: string; debug_id?: string };
    const facts = [name, issueOf(error), debug_id && `debug id ${debug_id}`].filter(Boolean).join(', ');
    return new Error(`PayPal answered ${error.statusCode} ${facts}`);
  }
  const ofTheNet = error instanceof Error && ('config' in error || 'request' in error);
  return ofTheNet ? new Error(`PayPal did not answer: ${error.message}`) : error;
}

/** The same function, that throws nothing which must not be logged. */
export const loggable =
  <Args extends readonly unknown[], Answer>(call: (...args: Args) => Promise<Answer>) =>
  async (...args: Args): Promise<Answer> => {
    try {
      return await call(...args);
    } catch (error) {
      throw withoutSecrets(error);
    }
  };
