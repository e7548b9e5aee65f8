/** Counts sign-in attempts by e-mail and address of the shopper. */
export interface AttemptLog {
  /** Counts one as failed before its password is looked at. Throws `LockedOut`. */
  begin(email: string, address: string, now: Date): Promise<void>;
  /** The password was right: all is forgotten. */
  succeeded(email: string, address: string): Promise<void>;
}
