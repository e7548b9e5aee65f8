import type { Api } from '@tessera/contracts/endpoint';
import type { Authenticate } from '@tessera/service-kit/caller';
import { createLogger } from '@tessera/service-kit/logger';
import { serve } from '@tessera/service-kit/process';
import { type Handlers, implement } from '@tessera/service-kit/routes';
import { createService } from '@tessera/service-kit/service';

/** Stands in for a service over HTTP, held to its contract. `state.down` makes it answer nothing but 503. */
export interface StubService {
  readonly url: string;
  readonly state: { down: boolean };
  close(): Promise<void>;
}

/**
 * Answers the endpoints that have a handler. `problems` gives the HTTP status of each DomainError's code. Without
 * `authenticate` a caller is the guest of `x-guest-id` or a customer whose user id is the bearer token.
 */
export async function startStubService<const A extends Api>(
  api: A,
  handlers: Partial<Handlers<A>>,
  problems: Readonly<Record<string, number>> = {},
  authenticate: Authenticate = trusting,
): Promise<StubService> {
  const state = { down: false };
  const answered = Object.fromEntries(Object.entries(api).filter(([name]) => name in handlers));
  const app = createService({
    name: 'stub',
    logger: createLogger('stub', 'silent'),
    checks: {},
    problems,
    routes: (app) => {
      app.use((_req, res, next) => (state.down ? void res.status(503).end() : next()));
      implement(app, answered, handlers as Handlers<Api>, { authenticate });
    },
  });
  const server = await serve(app, { port: 0 });
  return { state, url: `http://127.0.0.1:${server.port}`, close: server.close };
}

/** Believes whatever a caller says of itself. */
export const trusting: Authenticate = async (req) => {
  const guestId = req.get('x-guest-id');
  const userId = /^Bearer (.+)$/.exec(req.get('authorization') ?? '')?.[1];
  if (userId) return { kind: 'customer', userId, roles: ['customer'], ...(guestId ? { guestId } : {}) };
  return guestId ? { kind: 'guest', guestId } : { kind: 'anonymous' };
};
