/** For the operator: says what is wrong and what to do; a stack would only hide it. */
export class QueuesError extends Error {
  override readonly name = 'QueuesError';
}

/** The command itself makes no sense: exit code 2. */
export class UsageError extends QueuesError {}
