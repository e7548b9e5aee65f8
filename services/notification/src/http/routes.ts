import { notificationApi } from '@tessera/contracts/api/notification';
import type { Authenticate } from '@tessera/service-kit/caller';
import { implement } from '@tessera/service-kit/routes';
import type { Express } from 'express';
import { notificationNotFound } from '../domain/notification-errors.ts';
import type { NotificationStore } from '../domain/notification-store.ts';
import { defaultPreferences } from '../domain/preferences.ts';
import type { Streams } from './streams.ts';

export const routes =
  ({ store, streams, authenticate }: { store: NotificationStore; streams: Streams; authenticate: Authenticate }) =>
  (app: Express): void =>
    implement(
      app,
      notificationApi,
      {
        getPreferences: async ({ caller }) => (await store.preferences(caller.userId)) ?? defaultPreferences,
        setPreferences: async ({ caller, body }) => {
          await store.setPreferences(caller.userId, body);
          return body;
        },
        listNotifications: ({ caller, query }) => store.feed(caller.userId, query.limit),
        markRead: async ({ caller, body }) => {
          if (!(await store.markRead(caller.userId, body.id))) throw notificationNotFound();
          return { unread: (await store.feed(caller.userId, 1)).unread };
        },
        stream: ({ caller }, res) => streams.open(caller.userId, res),
      },
      { authenticate },
    );
