/** Hashing of passwords. */
export interface Passwords {
  /** PHC string. */
  hash(password: string): Promise<string>;
  /** Takes the same time without a hash, and is false then. */
  verify(password: string, hash: string | undefined): Promise<boolean>;
}
