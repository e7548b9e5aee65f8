import type { User as PublicUser } from '@tessera/contracts/api/user';
import { publicUser } from '../domain/user.ts';
import { accountGone } from '../domain/user-errors.ts';
import type { UserEvents } from '../domain/user-events.ts';
import type { UserRepository } from '../domain/user-repository.ts';

export function manageProfile({ users, events }: { users: UserRepository; events: UserEvents }) {
  return {
    async getProfile(id: string): Promise<PublicUser> {
      const user = await users.findById(id);
      if (!user) throw accountGone();
      return publicUser(user);
    },
    async updateProfile(id: string, patch: { name?: string; email?: string }): Promise<PublicUser> {
      const changed = await users.change(id, (found) => {
        const user = { ...found, name: patch.name ?? found.name, email: patch.email ?? found.email };
        const same = user.name === found.name && user.email === found.email;
        return { user, events: same ? [] : [events.updated(user)] };
      });
      if (!changed) throw accountGone();
      return publicUser(changed);
    },
  };
}
