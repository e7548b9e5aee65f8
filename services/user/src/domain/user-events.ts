import type { EventEnvelope } from '@tessera/contracts/events/event';
import { userLoggedIn } from '@tessera/contracts/events/user-logged-in';
import { userRegistered } from '@tessera/contracts/events/user-registered';
import { userUpdated } from '@tessera/contracts/events/user-updated';
import { createEnvelope } from '@tessera/messaging/create-envelope';
import type { Clock } from '@tessera/service-kit/system';
import type { User } from './user.ts';

export interface UserEvents {
  registered(user: User): EventEnvelope;
  loggedIn(user: User): EventEnvelope;
  updated(user: User): EventEnvelope;
}

export function userEvents({ clock, newId }: { clock: Clock; newId: () => string }): UserEvents {
  const about = (user: User) => ({ source: '/services/user', subject: user.id, id: newId(), time: clock.now() });
  const person = ({ id, email, name }: User) => ({ userId: id, email, name });
  return {
    registered: (user) => createEnvelope(userRegistered, { ...about(user), data: person(user) }),
    loggedIn: (user) => createEnvelope(userLoggedIn, { ...about(user), data: { userId: user.id } }),
    updated: (user) => createEnvelope(userUpdated, { ...about(user), data: person(user) }),
  };
}
