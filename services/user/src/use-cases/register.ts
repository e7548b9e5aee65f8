import type { SignedIn } from '@tessera/contracts/api/user';
import { type Created, idFor, keyReused } from '@tessera/service-kit/idempotency';
import { DomainError } from '@tessera/service-kit/problem-error';
import type { Passwords } from '../domain/passwords.ts';
import type { User } from '../domain/user.ts';
import type { UserEvents } from '../domain/user-events.ts';
import type { UserRepository } from '../domain/user-repository.ts';
import type { OpenSession } from './open-session.ts';

interface Deps {
  readonly users: UserRepository;
  readonly passwords: Passwords;
  readonly events: UserEvents;
  readonly openSession: OpenSession;
}

interface Registration {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/**
 * Opens an account, once for each key. The same again signs in to the account that the first one opened: tokens are
 * not kept to be shown twice.
 */
export const register = ({ users, passwords, events, openSession }: Deps) => {
  async function repeat(id: string, { email, name, password }: Registration): Promise<Created<SignedIn> | undefined> {
    const user = await users.findById(id);
    if (!user) return undefined;
    const same = user.email === email && user.name === name && (await passwords.verify(password, user.passwordHash));
    if (!same) throw keyReused();
    return { created: await openSession(user), replayed: true };
  }
  return async (key: string, input: Registration): Promise<Created<SignedIn>> => {
    const id = idFor('register', key);
    const known = await repeat(id, input);
    if (known) return known;
    const user: User = {
      id,
      email: input.email,
      name: input.name,
      roles: ['customer'],
      passwordHash: await passwords.hash(input.password),
      addresses: [],
      version: 1,
    };
    try {
      await users.insert({ user, events: [events.registered(user)] });
    } catch (error) {
      // A twin may have been faster; the account is then the same.
      const twin = error instanceof DomainError ? await repeat(id, input) : undefined;
      if (twin) return twin;
      throw error;
    }
    return { created: await openSession(user), replayed: false };
  };
};
