import { type Authenticate, unauthenticated } from '@tessera/service-kit/caller';
import type { Request } from 'express';
import { Passport } from 'passport';
import { ExtractJwt, Strategy as JwtStrategy } from 'passport-jwt';
import { Strategy as LocalStrategy } from 'passport-local';
import { z } from 'zod';
import type { User } from '../domain/user.ts';

type VerifyToken = (token: string) => Promise<unknown>;
interface Deps {
  readonly checkPassword: (email: string, password: string, address: string) => Promise<User | null>;
  readonly verifyToken: VerifyToken;
}
export interface Authentication {
  /** Whose e-mail and password the body carries, or null. */
  password(req: Request): Promise<User | null>;
  /** Who the bearer token says that the caller is. */
  token: Authenticate;
}

const claims = z.object({ sub: z.uuid(), roles: z.array(z.string()) });

// jsonwebtoken, which passport-jwt calls, can't verify EdDSA: here the "key" is the function that verifies.
Object.assign(JwtStrategy, {
  JwtVerifier(token: string, verify: VerifyToken, _: unknown, done: (error: unknown, payload?: unknown) => void) {
    verify(token).then((payload) => done(null, payload), done);
  },
});

/** The shopper's address as the gateway saw it; what a client claims itself stands further left. */
function addressOf(req: Request): string {
  const reported = req.get('x-forwarded-for')?.split(',').at(-1)?.trim();
  return reported || (req.socket.remoteAddress ?? '');
}

/** passport-local for the password, passport-jwt for the token; no sessions, no answers of their own. */
export function createAuthentication({ checkPassword, verifyToken }: Deps): Authentication {
  const passport = new Passport();
  passport.use(
    new LocalStrategy(
      { usernameField: 'email', passReqToCallback: true, session: false },
      (req, email, password, done) => {
        checkPassword(email, password, addressOf(req as Request)).then((user) => done(null, user ?? false), done);
      },
    ),
  );
  passport.use(
    new JwtStrategy(
      {
        jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
        secretOrKeyProvider: (_req, _token, done) => done(null, verifyToken as never),
      },
      (payload: unknown, done: (error: unknown, who?: z.infer<typeof claims> | false) => void) =>
        done(null, claims.safeParse(payload).data ?? false),
    ),
  );
  const ask = <Who>(strategy: string, req: Request): Promise<Who | null> =>
    new Promise((resolve, reject) => {
      const answer = (error: unknown, who: Who | false) => (error ? reject(error) : resolve(who || null));
      passport.authenticate(strategy, { session: false }, answer)(req, req.res, reject);
    });
  return {
    password: (req) => ask<User>('local', req),
    async token(req) {
      if (!req.get('authorization')) return { kind: 'anonymous' };
      const who = await ask<z.infer<typeof claims>>('jwt', req);
      if (!who) throw unauthenticated();
      return { kind: 'customer', userId: who.sub, roles: who.roles };
    },
  };
}
