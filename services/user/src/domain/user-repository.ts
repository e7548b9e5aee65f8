import type { EventEnvelope } from '@tessera/contracts/events/event';
import type { User } from './user.ts';

export interface Change {
  readonly user: User;
  readonly events: readonly EventEnvelope[];
}

/** Accounts, and the events of their changes: both are stored or neither is. */
export interface UserRepository {
  findById(id: string): Promise<User | null>;
  findByEmail(email: string): Promise<User | null>;
  /** Throws `email-taken`. */
  insert(change: Change): Promise<void>;
  /**
   * Applies a change to the account as it is now; begins again when another change came between. Null for an unknown
   * account. Throws `email-taken`.
   */
  change(id: string, decide: (user: User) => Change): Promise<User | null>;
}
