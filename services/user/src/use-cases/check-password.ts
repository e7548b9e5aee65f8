import type { Clock } from '@tessera/service-kit/system';
import type { AttemptLog } from '../domain/attempt-log.ts';
import type { Passwords } from '../domain/passwords.ts';
import type { User } from '../domain/user.ts';
import type { UserRepository } from '../domain/user-repository.ts';

interface Deps {
  readonly users: UserRepository;
  readonly passwords: Passwords;
  readonly attempts: AttemptLog;
  readonly clock: Clock;
}

/** Whose e-mail and password these are, or null. Throws `LockedOut` after too many wrong ones. */
export const checkPassword =
  ({ users, passwords, attempts, clock }: Deps) =>
  async (email: string, password: string, address: string): Promise<User | null> => {
    await attempts.begin(email, address, clock.now());
    const user = await users.findByEmail(email);
    const right = await passwords.verify(password, user?.passwordHash);
    if (!right) return null;
    await attempts.succeeded(email, address);
    return user;
  };
