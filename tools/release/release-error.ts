/** For the person who releases: says what is wrong and what to do; a stack would only hide it. */
export class ReleaseError extends Error {
  override readonly name = 'ReleaseError';
}

/** The command itself makes no sense: exit code 2. */
export class UsageError extends ReleaseError {}
