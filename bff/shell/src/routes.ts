import type { PageContext } from '@tessera/contracts/bff/shell';
import { takeForm } from '@tessera/service-kit/bff/form';
import type { Express } from 'express';
import { z } from 'zod';
import { entranceActions } from './actions/entrance.ts';
import { setPreferences } from './actions/set-preferences.ts';
import { signOut } from './actions/sign-out.ts';
import type { Config } from './config.ts';
import { getParts } from './screens/get-parts.ts';
import { getSharedState } from './screens/get-shared-state.ts';
import type { Services } from './services.ts';

const formName = z.enum(['sign-in', 'register']).optional().catch(undefined);

export function mountRoutes(app: Express, { services, config }: { services: Services; config: Config }): void {
  const { sessionSecret: secret, secureCookies: secure } = config;
  const deps = { services, secret, secure };
  const parts = getParts(config.parts);
  const entrance = entranceActions(deps);

  app.get('/page-context', async (req, res) => {
    const name = formName.parse(req.query.form);
    const context: PageContext = {
      form: name ? takeForm(req, res, name, secret) : null,
      state: await getSharedState(services, req, res, secure),
    };
    res.json(context);
  });
  app.get('/health/parts', async (_req, res) => {
    const answer = await parts();
    res.status(answer.status === 'ready' ? 200 : 503).json(answer);
  });
  app.post('/sign-in', entrance.signIn);
  app.post('/register', entrance.register);
  app.post('/sign-out', signOut(deps));
  app.post('/preferences', setPreferences(deps));
}
