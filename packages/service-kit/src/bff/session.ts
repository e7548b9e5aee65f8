import { type SignedIn, signedIn, type Tokens, type User, userApi } from '@tessera/contracts/api/user';
import { id } from '@tessera/contracts/primitives';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { type Credentials, createClient } from '../api-client.ts';
import { newId } from '../system.ts';
import { UpstreamError } from '../upstream-error.ts';
import { readCookie, writeCookie } from './cookies.ts';
import { seal, unseal } from './sealed.ts';

const COOKIE = 'tessera_session';
const MAX_AGE_MS = 30 * 86_400_000;
const REFRESH_BEFORE_MS = 60_000;

/** Who the shopper is to this BFF. Every change is in the answer's cookie at once. */
export interface Session {
  readonly user: User | null;
  readonly guestId: string | null;
  /** The shopper was signed in and no longer is, without having asked for it. */
  readonly expired: boolean;
  /** For calls to services on the shopper's behalf. */
  credentials(): Credentials;
  /** The guest id, made now if there is none. */
  ensureGuest(): string;
  signIn(signedIn: SignedIn): void;
  /** Forgets user and guest; what it returns is the refresh token to revoke at the user service. */
  signOut(): string | null;
  /** The profile changed. */
  updateUser(user: User): void;
}

declare global {
  namespace Express {
    interface Request {
      session: Session;
    }
  }
}

const content = z.object({ signedIn: signedIn.nullable(), guestId: id.nullable() });
type Content = z.infer<typeof content>;

/** Opens the sealed session cookie, renews its access token in time, and sets `req.session`. */
export function sessions(options: { secret: string; userServiceUrl: string; secure: boolean }): RequestHandler {
  const renew = renewal(options.userServiceUrl);
  return async (req, res, next) => {
    const save = (now: Content) => {
      const empty = !now.signedIn && !now.guestId;
      const value = empty ? undefined : seal(now, options.secret, 'session');
      writeCookie(res, COOKIE, value, { secure: options.secure, maxAge: MAX_AGE_MS });
    };
    const found = readCookie(req, COOKIE);
    const opened = content.safeParse(found && unseal(found, options.secret, 'session')).data;
    let state: Content = opened ?? { signedIn: null, guestId: null };
    let expired = false;
    if (state.signedIn && isDue(state.signedIn.tokens)) {
      const renewed = await renew(state.signedIn.tokens.refreshToken);
      if (renewed !== 'unavailable') {
        expired = renewed === 'refused';
        state = { ...state, signedIn: renewed === 'refused' ? null : renewed };
        save(state);
      }
    }
    req.session = createSession(state, expired, save);
    next();
  };
}

function createSession(initial: Content, expired: boolean, save: (content: Content) => void): Session {
  let state = initial;
  const change = (next: Partial<Content>) => {
    state = { ...state, ...next };
    save(state);
  };
  return {
    get user() {
      return state.signedIn?.user ?? null;
    },
    get guestId() {
      return state.guestId;
    },
    expired,
    credentials: () => ({
      ...(state.signedIn ? { accessToken: state.signedIn.tokens.accessToken } : {}),
      ...(state.guestId ? { guestId: state.guestId } : {}),
    }),
    ensureGuest: () => {
      const guestId = state.guestId ?? newId();
      if (!state.guestId) change({ guestId });
      return guestId;
    },
    signIn: (signedIn) => change({ signedIn }),
    signOut: () => {
      const refreshToken = state.signedIn?.tokens.refreshToken ?? null;
      change({ signedIn: null, guestId: null });
      return refreshToken;
    },
    updateUser: (user) => {
      if (state.signedIn) change({ signedIn: { ...state.signedIn, user } });
    },
  };
}

const isDue = ({ expiresAt }: Tokens) => Date.parse(expiresAt) - Date.now() < REFRESH_BEFORE_MS;

/** One exchange of a refresh token at a time: requests that arrive together share its result. */
function renewal(userServiceUrl: string): (refreshToken: string) => Promise<SignedIn | 'refused' | 'unavailable'> {
  const users = createClient(userApi, { baseUrl: userServiceUrl });
  const underWay = new Map<string, Promise<SignedIn | 'refused' | 'unavailable'>>();
  return (refreshToken) => {
    const exchange = underWay.get(refreshToken) ?? users.refresh({ body: { refreshToken } }).catch(verdict);
    underWay.set(refreshToken, exchange);
    void exchange.finally(() => underWay.delete(refreshToken));
    return exchange;
  };
}

const verdict = (error: unknown) =>
  error instanceof UpstreamError && error.status >= 400 && error.status < 500 && error.status !== 429
    ? ('refused' as const)
    : ('unavailable' as const);
