import type { SignedIn } from '@tessera/contracts/api/user';
import type { User } from '../domain/user.ts';
import { accountGone } from '../domain/user-errors.ts';
import type { UserEvents } from '../domain/user-events.ts';
import type { UserRepository } from '../domain/user-repository.ts';
import type { OpenSession } from './open-session.ts';

interface Deps {
  readonly users: UserRepository;
  readonly events: UserEvents;
  readonly openSession: OpenSession;
}

/** Opens a session for someone whose password was right. */
export const signIn =
  ({ users, events, openSession }: Deps) =>
  async ({ id }: User): Promise<SignedIn> => {
    const user = await users.change(id, (found) => ({ user: found, events: [events.loggedIn(found)] }));
    if (!user) throw accountGone();
    return openSession(user);
  };
