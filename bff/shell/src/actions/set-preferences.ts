import { formAction } from '@tessera/service-kit/bff/form';
import { pageBefore } from '@tessera/service-kit/bff/page-before';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { theme, writePreferences } from '../preferences-cookie.ts';
import { getSharedState } from '../screens/get-shared-state.ts';
import type { Services } from '../services.ts';

interface Deps {
  readonly services: Services;
  readonly secret: string;
  readonly secure: boolean;
}

/** Remembers the theme in this browser and goes back to the page. */
export const setPreferences = ({ services, secret, secure }: Deps): RequestHandler =>
  formAction({
    name: 'preferences',
    schema: z.object({ theme }),
    secret,
    fallback: '/',
    handle: async (chosen, req, res) => {
      writePreferences(res, chosen, secure);
      const next = pageBefore(req) ?? '/';
      if (!req.is('json')) return { next };
      const state = await getSharedState(services, req, res, secure);
      return { next, body: { next, state: { ...state, preferences: { ...state.preferences, ...chosen } } } };
    },
  });
