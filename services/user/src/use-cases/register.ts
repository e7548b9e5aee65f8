import type { SignedIn } from '@tessera/contracts/api/user';
import type { Passwords } from '../domain/passwords.ts';
import type { User } from '../domain/user.ts';
import type { UserEvents } from '../domain/user-events.ts';
import type { UserRepository } from '../domain/user-repository.ts';
import type { OpenSession } from './open-session.ts';

interface Deps {
  readonly users: UserRepository;
  readonly passwords: Passwords;
  readonly events: UserEvents;
  readonly newId: () => string;
  readonly openSession: OpenSession;
}

export const register =
  ({ users, passwords, events, newId, openSession }: Deps) =>
  async (input: { email: string; name: string; password: string }): Promise<SignedIn> => {
    const user: User = {
      id: newId(),
      email: input.email,
      name: input.name,
      roles: ['customer'],
      passwordHash: await passwords.hash(input.password),
      addresses: [],
      version: 1,
    };
    await users.insert({ user, events: [events.registered(user)] });
    return openSession(user);
  };
