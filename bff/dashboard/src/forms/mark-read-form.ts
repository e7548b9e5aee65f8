import { notificationApi } from '@tessera/contracts/api/notification';
import type { NotificationsRead } from '@tessera/contracts/bff/dashboard';
import { formAction } from '@tessera/service-kit/bff/form';
import type { RequestHandler } from 'express';
import type { Services } from '../services.ts';

/** One notification, or all without an id. A plain form's fault is no form's to show: the page just tells how it is. */
export const markReadForm = (deps: Services & { readonly sessionSecret: string }): RequestHandler =>
  formAction({
    name: 'mark-read',
    schema: notificationApi.markRead.body,
    secret: deps.sessionSecret,
    fallback: '/account#notifications',
    handle: async (body, req) => {
      const { unread } = await deps.notifications.markRead({ body, caller: req.session.credentials() });
      return { next: '/account#notifications', body: { ...body, unread } satisfies NotificationsRead };
    },
  });
