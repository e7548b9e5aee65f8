import { type Cart, cartApi } from '@tessera/contracts/api/cart';
import { notificationApi } from '@tessera/contracts/api/notification';
import { type User, userApi } from '@tessera/contracts/api/user';
import type { Api } from '@tessera/contracts/endpoint';
import type { Caller } from '@tessera/service-kit/caller';
import { createLogger } from '@tessera/service-kit/logger';
import { DomainError } from '@tessera/service-kit/problem-error';
import { serve } from '@tessera/service-kit/process';
import { type Handlers, implement } from '@tessera/service-kit/routes';
import { createService } from '@tessera/service-kit/service';
import { newId } from '@tessera/service-kit/system';
import type { Request } from 'express';

export const logger = createLogger('test', 'silent');
export const ada = { email: 'ada@example.com', name: 'Ada', password: 'correct horse' };
export const line = (amount: number, quantity: number) => ({
  productId: newId(),
  quantity,
  unitPrice: { amount, currency: 'EUR' },
});

/** The access token of these tests is the user's id. */
async function authenticate(req: Request): Promise<Caller> {
  const guestId = req.get('x-guest-id');
  const userId = /^Bearer (.+)$/.exec(req.get('authorization') ?? '')?.[1];
  if (userId) return { kind: 'customer', userId, roles: ['customer'], guestId };
  return guestId ? { kind: 'guest', guestId } : { kind: 'anonymous' };
}
const notHere = () => {
  throw new Error('Not part of these tests');
};

/** A service that follows its contract; `down` makes it answer nothing, `late` answer after so many milliseconds, `alone` without a broker. */
async function stub<const A extends Api>(
  api: A,
  handlers: Partial<Handlers<A>>,
  problems: Record<string, number> = {},
) {
  const state = { down: false, late: 0, alone: false };
  const all = Object.fromEntries(Object.keys(api).map((name) => [name, handlers[name] ?? notHere])) as Handlers<A>;
  const app = createService({
    name: 'stub',
    logger,
    checks: { itself: async () => state.down && Promise.reject(new Error('down')) },
    degradedWithout: { events: async () => state.alone && Promise.reject(new Error('no broker')) },
    problems,
    routes: (app) => {
      app.use(async (req, _res, next) => {
        if (state.down) return void req.socket.destroy();
        if (state.late) await new Promise((resolve) => setTimeout(resolve, state.late));
        next();
      });
      implement(app, api, all, { authenticate });
    },
  });
  const { port, close } = await serve(app, { port: 0 });
  return { state, close, url: `http://127.0.0.1:${port}` };
}

export async function stubUsers() {
  const user: User = { id: newId(), email: ada.email, name: ada.name, roles: ['customer'] };
  const seen = { addresses: [] as (string | undefined)[], revoked: [] as string[] };
  const signedIn = () => ({
    user,
    tokens: { accessToken: user.id, refreshToken: 'refresh', expiresAt: new Date(Date.now() + 600_000).toISOString() },
  });
  const service = await stub(
    userApi,
    {
      login: ({ body, headers }) => {
        seen.addresses.push(headers['x-forwarded-for']);
        if (body.email === 'locked@example.com')
          throw new DomainError('locked-out', 'Wait 30 seconds, then try again.');
        if (body.password !== ada.password)
          throw new DomainError('wrong-credentials', 'E-mail address or password is wrong.');
        return signedIn();
      },
      register: ({ body }) => {
        if (body.email === 'taken@example.com') {
          const errors = [{ path: 'email', message: 'There is an account already' }];
          throw new DomainError('email-taken', 'There is an account with this e-mail address already.', { errors });
        }
        return signedIn();
      },
      logout: ({ body }) => void seen.revoked.push(body.refreshToken),
    },
    { 'wrong-credentials': 401, 'locked-out': 429, 'email-taken': 409 },
  );
  return { ...service, ...seen, user };
}

/** Carts by their owner's id. */
export async function stubCarts() {
  const carts = new Map<string, Cart>();
  const of = (owner: string): Cart => carts.get(owner) ?? { version: 0, lines: [] };
  const service = await stub(cartApi, {
    getCart: ({ caller }) => of(caller.kind === 'customer' ? caller.userId : caller.guestId),
    merge: ({ caller, body }) => {
      const [mine, theirs] = [of(caller.userId), of(body.guestId)];
      carts.delete(body.guestId);
      const merged = { version: mine.version + 1, lines: [...mine.lines, ...theirs.lines] };
      carts.set(caller.userId, merged);
      return merged;
    },
  });
  return { ...service, carts };
}

export const stubNotifications = () => stub(notificationApi, { listNotifications: () => ({ items: [], unread: 3 }) });
