import { type NotificationPreferences, notificationApi } from '@tessera/contracts/api/notification';
import { type SavedAddress, type User, userApi } from '@tessera/contracts/api/user';
import { seal } from '@tessera/service-kit/bff/sealed';
import { openEventStream } from '@tessera/service-kit/event-stream';
import { createLogger } from '@tessera/service-kit/logger';
import { DomainError } from '@tessera/service-kit/problem-error';
import { serve } from '@tessera/service-kit/process';
import type { Handlers } from '@tessera/service-kit/routes';
import { newId } from '@tessera/service-kit/system';
import { startStubService } from '@tessera/testing/stub-service';
import { compose } from '../src/compose.ts';

const SECRET = 'component-tests-have-a-secret-of-their-own';

export interface Shopper {
  user: User;
  addresses: SavedAddress[];
  preferences: NotificationPreferences;
  unread: number;
}
export type World = Awaited<ReturnType<typeof createWorld>>;

/** The BFF between a shopper with a session and two services that follow the contracts and remember. */
export async function createWorld() {
  const shoppers = new Map<string, Shopper>();
  const streams = new Set<ReturnType<typeof openEventStream>>();
  const users = await startStubService(userApi, userHandlers(shoppers), {
    'email-taken': 409,
    'address-not-found': 404,
  });
  const notifications = await startStubService(notificationApi, notificationHandlers(shoppers, streams));
  const { app } = compose(
    {
      port: 0,
      sessionSecret: SECRET,
      userServiceUrl: users.url,
      notificationServiceUrl: notifications.url,
      secureCookies: false,
    },
    { logger: createLogger('test', 'silent') },
  );
  const bff = await serve(app, { port: 0 });
  return {
    url: `http://127.0.0.1:${bff.port}`,
    shoppers,
    streams,
    users,
    notifications,
    /** A new shopper and the cookie that a sign-in gives. */
    signIn() {
      const user: User = { id: newId(), email: `${newId()}@example.com`, name: 'Ada Byron', roles: ['customer'] };
      const preferences = { orderUpdatesByEmail: true, orderUpdatesInApp: true, newsByEmail: false };
      shoppers.set(user.id, { user, addresses: [], preferences, unread: 2 });
      const expiresAt = new Date(Date.now() + 600_000).toISOString();
      const tokens = { accessToken: user.id, refreshToken: 'unused', expiresAt };
      const cookie = `tessera_session=${seal({ signedIn: { user, tokens }, guestId: null }, SECRET, 'session')}`;
      return { user, cookie, shopper: shoppers.get(user.id) as Shopper };
    },
    close: () => Promise.all([bff.close(), users.close(), notifications.close()]),
  };
}

const of = (shoppers: Map<string, Shopper>, { userId }: { userId: string }) => shoppers.get(userId) as Shopper;

function userHandlers(shoppers: Map<string, Shopper>): Partial<Handlers<typeof userApi>> {
  const position = ({ addresses }: Shopper, id: string) => {
    const index = addresses.findIndex((saved) => saved.id === id);
    if (index < 0) throw new DomainError('address-not-found', 'You have no such address.');
    return index;
  };
  return {
    getProfile: ({ caller }) => of(shoppers, caller).user,
    updateProfile: ({ caller, body }) => {
      if (body.email === 'taken@example.com') {
        const errors = [{ path: 'email', message: 'There is an account with this e-mail address already' }];
        throw new DomainError('email-taken', 'There is an account with this e-mail address already.', { errors });
      }
      return Object.assign(of(shoppers, caller).user, body);
    },
    listAddresses: ({ caller }) => ({ items: of(shoppers, caller).addresses }),
    addAddress: ({ caller, body }) => {
      const saved = { ...body, id: newId() };
      of(shoppers, caller).addresses.push(saved);
      return saved;
    },
    updateAddress: ({ caller, params, body }) => {
      const shopper = of(shoppers, caller);
      const saved = { ...body, id: params.id };
      shopper.addresses[position(shopper, params.id)] = saved;
      return saved;
    },
    deleteAddress: ({ caller, params }) => {
      const shopper = of(shoppers, caller);
      shopper.addresses.splice(position(shopper, params.id), 1);
    },
  };
}

function notificationHandlers(
  shoppers: Map<string, Shopper>,
  streams: Set<ReturnType<typeof openEventStream>>,
): Partial<Handlers<typeof notificationApi>> {
  return {
    getPreferences: ({ caller }) => of(shoppers, caller).preferences,
    setPreferences: ({ caller, body }) => {
      of(shoppers, caller).preferences = body;
      return body;
    },
    listNotifications: ({ caller }) => ({ items: [], unread: of(shoppers, caller).unread }),
    markRead: ({ caller }) => {
      of(shoppers, caller).unread = 0;
      return { unread: 0 };
    },
    stream: (_, res) => {
      const stream = openEventStream(res);
      streams.add(stream);
      stream.signal.addEventListener('abort', () => streams.delete(stream));
    },
  };
}
