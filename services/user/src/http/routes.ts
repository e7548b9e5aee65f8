import { type SignedIn, userApi } from '@tessera/contracts/api/user';
import { HttpProblem } from '@tessera/service-kit/http-problem';
import { implement, replyCreated } from '@tessera/service-kit/routes';
import type { Express } from 'express';
import type { User } from '../domain/user.ts';
import { LockedOut, wrongCredentials } from '../domain/user-errors.ts';
import type { manageAddresses } from '../use-cases/manage-addresses.ts';
import type { manageProfile } from '../use-cases/manage-profile.ts';
import type { register } from '../use-cases/register.ts';
import type { Authentication } from './passport.ts';

interface UseCases extends ReturnType<typeof manageAddresses>, ReturnType<typeof manageProfile> {
  readonly register: ReturnType<typeof register>;
  readonly signIn: (user: User) => Promise<SignedIn>;
  readonly refreshSession: (token: string) => Promise<SignedIn>;
  readonly signOut: (token: string) => Promise<void>;
}
interface Deps {
  readonly useCases: UseCases;
  readonly authentication: Authentication;
  readonly jwks: { readonly keys: Record<string, unknown>[] };
}

/** Says when to come again, as HTTP wants it said. */
function tooManyRequests(error: unknown): never {
  if (!(error instanceof LockedOut)) throw error;
  const headers = { 'retry-after': String(error.retryAfterSeconds) };
  throw new HttpProblem(429, error.code, error.message, { headers });
}

export const routes =
  ({ useCases, authentication, jwks }: Deps) =>
  (app: Express): void =>
    implement(
      app,
      userApi,
      {
        register: async ({ headers, body }) => replyCreated(await useCases.register(headers['idempotency-key'], body)),
        async login({ body, req }) {
          // As validated: trimmed, in lower case.
          req.body = body;
          const user = await authentication.password(req).catch(tooManyRequests);
          if (!user) throw wrongCredentials();
          return useCases.signIn(user);
        },
        refresh: ({ body }) => useCases.refreshSession(body.refreshToken),
        logout: ({ body }) => useCases.signOut(body.refreshToken),
        getProfile: ({ caller }) => useCases.getProfile(caller.userId),
        updateProfile: ({ caller, body }) => useCases.updateProfile(caller.userId, body),
        listAddresses: ({ caller }) => useCases.listAddresses(caller.userId),
        addAddress: async ({ caller, headers, body }) =>
          replyCreated(await useCases.addAddress(caller.userId, headers['idempotency-key'], body)),
        updateAddress: ({ caller, params, body }) => useCases.replaceAddress(caller.userId, params.id, body),
        deleteAddress: ({ caller, params }) => useCases.removeAddress(caller.userId, params.id),
        jwks: () => jwks,
      },
      { authenticate: authentication.token },
    );
