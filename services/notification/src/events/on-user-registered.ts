import { userRegistered } from '@tessera/contracts/events/user-registered';
import { type Handler, on } from '@tessera/messaging/event-bus';
import type { TellShopper } from '../use-cases/tell-shopper.ts';

export const onUserRegistered = ({ tell }: { tell: TellShopper }): Handler =>
  on(userRegistered, ({ userId, name }, { id }) =>
    tell({
      once: `user.registered:${userId}`,
      cause: id,
      userId,
      inApp: {
        title: `Welcome to Tessera, ${name}`,
        body: 'Your orders and what happens to them will show up here. Have a look around!',
        href: '/products',
      },
    }),
  );
