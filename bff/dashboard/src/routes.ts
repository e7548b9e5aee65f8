import { passage } from '@tessera/service-kit/bff/passage';
import { unauthenticated } from '@tessera/service-kit/caller';
import type { Express, RequestHandler } from 'express';
import { addressForms } from './forms/address-forms.ts';
import { markReadForm } from './forms/mark-read-form.ts';
import { preferencesForm } from './forms/preferences-form.ts';
import { profileForm } from './forms/profile-form.ts';
import { getAccount } from './screens/get-account.ts';
import type { Services } from './services.ts';

const FEED_LENGTH = 20;

interface RouteDeps extends Services {
  readonly sessionSecret: string;
  readonly notificationServiceUrl: string;
}

export function mountRoutes(app: Express, deps: RouteDeps): void {
  const addresses = addressForms(deps);
  app.get('/screens/account', customersOnly, async (req, res) => void res.json(await getAccount(deps, req, res)));
  app.post('/profile', profileForm(deps));
  app.post('/addresses', addresses.add);
  app.post('/addresses/:id', addresses.replace);
  app.post('/addresses/:id/delete', addresses.remove);
  app.post('/preferences', preferencesForm(deps));
  app.post('/notifications/read', markReadForm(deps));
  app.get('/notifications', customersOnly, async (req, res) => {
    const caller = req.session.credentials();
    res.json(await deps.notifications.listNotifications({ caller, query: { limit: FEED_LENGTH } }));
  });
  app.get(
    '/notifications/stream',
    quietForGuests,
    passage(deps.notificationServiceUrl, () => '/stream'),
  );
}

/** A page that is about to leave may ask after its shopper has signed out: 204 ends an EventSource without an error. */
const quietForGuests: RequestHandler = (req, res, next) => {
  if (!req.session.user) return void res.status(204).end();
  next();
};

const customersOnly: RequestHandler = (req, _res, next) => {
  if (!req.session.user) throw unauthenticated();
  next();
};
