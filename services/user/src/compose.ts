import { userApi } from '@tessera/contracts/api/user';
import type { EventBus } from '@tessera/messaging/event-bus';
import { runRelay } from '@tessera/messaging/relay';
import type { Logger } from '@tessera/service-kit/logger';
import { createService } from '@tessera/service-kit/service';
import type { Clock } from '@tessera/service-kit/system';
import { argon2Passwords } from './adapters/argon2-passwords.ts';
import { jwtAccessTokens, verifyAccessToken } from './adapters/jwt-access-tokens.ts';
import { mongoAttemptLog } from './adapters/mongo-attempt-log.ts';
import { connectMongo } from './adapters/mongo-connection.ts';
import { mongoFamilyRepository } from './adapters/mongo-family-repository.ts';
import { createIndexes } from './adapters/mongo-indexes.ts';
import { mongoOutbox } from './adapters/mongo-outbox.ts';
import { mongoUserRepository } from './adapters/mongo-user-repository.ts';
import { keyOfDataDir, readSigningKey } from './adapters/signing-key.ts';
import { whileReachable } from './adapters/while-reachable.ts';
import type { Config } from './config.ts';
import { loadDemoAccounts } from './demo/load-demo-accounts.ts';
import { PROBLEMS } from './domain/user-errors.ts';
import { userEvents } from './domain/user-events.ts';
import { createAuthentication } from './http/passport.ts';
import { routes } from './http/routes.ts';
import { checkPassword } from './use-cases/check-password.ts';
import { manageAddresses } from './use-cases/manage-addresses.ts';
import { manageProfile } from './use-cases/manage-profile.ts';
import { openSession as openSessionWith } from './use-cases/open-session.ts';
import { refreshSession } from './use-cases/refresh-session.ts';
import { register } from './use-cases/register.ts';
import { signIn } from './use-cases/sign-in.ts';
import { signOut } from './use-cases/sign-out.ts';

export interface Deps {
  readonly eventBus: EventBus;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly newId: () => string;
}

export async function compose(config: Config, { eventBus, logger, clock, newId }: Deps) {
  const key = await readSigningKey(config.jwtPrivateKey ?? keyOfDataDir(config.dataDir));
  const passwords = await argon2Passwords();
  const { connection, check, close } = await connectMongo(config.databaseUrl, createIndexes);

  const relay = runRelay({ source: mongoOutbox(connection), bus: eventBus, logger });
  const users = whileReachable(mongoUserRepository({ connection, onEvents: relay.poke }));
  const families = whileReachable(mongoFamilyRepository(connection));
  const attempts = whileReachable(mongoAttemptLog(connection));
  const events = userEvents({ clock, newId });
  if (config.demoData) await loadDemoAccounts({ users, passwords, events });

  const accessTokens = jwtAccessTokens({ key, clock, newId });
  const openSession = openSessionWith({ families, accessTokens, clock });
  const authentication = createAuthentication({
    checkPassword: checkPassword({ users, passwords, attempts, clock }),
    verifyToken: verifyAccessToken(key, clock),
  });
  const useCases = {
    register: register({ users, passwords, events, openSession }),
    signIn: signIn({ users, events, openSession }),
    refreshSession: refreshSession({ users, families, accessTokens, clock, logger }),
    signOut: signOut({ families }),
    ...manageProfile({ users, events }),
    ...manageAddresses({ users }),
  };
  const app = createService({
    name: 'user',
    logger,
    checks: { database: check },
    degradedWithout: { events: () => eventBus.check() },
    problems: PROBLEMS,
    routes: routes({ useCases, authentication, jwks: { keys: [key.jwk] } }),
    api: userApi,
  });

  return {
    app,
    async close() {
      await relay.close();
      await close();
    },
  };
}
