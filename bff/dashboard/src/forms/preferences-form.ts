import type { NotificationPreferences } from '@tessera/contracts/api/notification';
import type { PreferencesChanged } from '@tessera/contracts/bff/dashboard';
import { formAction } from '@tessera/service-kit/bff/form';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { Services } from '../services.ts';
import { ticked } from './typed-fields.ts';

const schema = z.object({
  orderUpdatesByEmail: ticked,
  orderUpdatesInApp: ticked,
  newsByEmail: ticked,
} satisfies Record<keyof NotificationPreferences, z.ZodType>);

export const preferencesForm = (deps: Services & { readonly sessionSecret: string }): RequestHandler =>
  formAction({
    name: 'preferences',
    schema,
    secret: deps.sessionSecret,
    fallback: '/account#preferences',
    handle: async (body, req) => {
      const preferences = await deps.notifications.setPreferences({ body, caller: req.session.credentials() });
      return { next: '/account?saved=preferences#preferences', body: { preferences } satisfies PreferencesChanged };
    },
  });
