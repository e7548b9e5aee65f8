import type { AccountScreen } from '@tessera/contracts/bff/dashboard';
import { takeForm } from '@tessera/service-kit/bff/form';
import { settle } from '@tessera/service-kit/bff/screen';
import type { Request, Response } from 'express';
import type { Services } from '../services.ts';

const FORMS = ['profile', 'address', 'preferences'] as const;
const FEED_LENGTH = 20;

/** Without the profile there is no account to show; any other part may be missing. */
export async function getAccount(
  { users, notifications, sessionSecret }: Services & { readonly sessionSecret: string },
  req: Request,
  res: Response,
): Promise<AccountScreen> {
  const caller = req.session.credentials();
  const [profile, addresses, preferences, feed] = await Promise.all([
    users.getProfile({ caller }),
    settle(users.listAddresses({ caller }), null),
    settle(notifications.getPreferences({ caller }), null),
    settle(notifications.listNotifications({ caller, query: { limit: FEED_LENGTH } }), null),
  ]);
  return {
    profile,
    addresses: addresses?.items ?? null,
    preferences,
    notifications: feed,
    form: takeForms(req, res, sessionSecret),
  };
}

function takeForms(req: Request, res: Response, secret: string): AccountScreen['form'] {
  const taken = FORMS.flatMap((name) => {
    const form = takeForm(req, res, name, secret);
    return form ? [{ ...form, name }] : [];
  });
  return taken[0] ?? null;
}
