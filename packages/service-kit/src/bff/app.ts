import type { Express } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Checks } from '../health.ts';
import { createHttpApp } from '../http-app.ts';
import { bffProblems } from './problems.ts';
import { rateLimit } from './rate-limit.ts';
import { sameOrigin } from './same-origin.ts';
import { sessions } from './session.ts';

export interface BffOptions {
  readonly name: string;
  readonly logger: Logger;
  readonly config: { readonly sessionSecret: string; readonly userServiceUrl: string; readonly secureCookies: boolean };
  readonly checks: Checks;
  readonly routes: (app: Express) => void;
  /** Requests a minute; generous by default, because one page asks many times. */
  readonly limits?: { readonly perSession: number; readonly perAddress: number };
}

/**
 * A backend for one frontend: what a service has, and `req.session`, same-origin proof and rate limits. Bodies are read
 * by who wants them: `formAction`, or the service behind a `passage`. Answers are the shopper's own, so nothing is cached unless a route says otherwise.
 */
export function createBff({ name, logger, config, checks, routes, limits }: BffOptions): Express {
  return createHttpApp({
    name,
    logger,
    checks,
    ...bffProblems,
    mount: (app) => {
      app.use(
        helmet({ contentSecurityPolicy: { directives: { defaultSrc: ["'none'"] } }, strictTransportSecurity: false }),
      );
      app.use((_req, res, next) => {
        res.set('cache-control', 'no-store');
        next();
      });
      app.use(sameOrigin());
      app.use(
        sessions({
          secret: config.sessionSecret,
          userServiceUrl: config.userServiceUrl,
          secure: config.secureCookies,
        }),
      );
      app.use(rateLimit(limits ?? { perSession: 1_200, perAddress: 6_000 }));
      routes(app);
    },
  });
}
