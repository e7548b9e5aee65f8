/** What was asked for can't be done; the message says what to do instead. */
export class CreationError extends Error {
  override name = 'CreationError';
}
