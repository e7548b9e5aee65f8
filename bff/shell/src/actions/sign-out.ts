import { formAction } from '@tessera/service-kit/bff/form';
import { settle } from '@tessera/service-kit/bff/screen';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { isCartPending, mergeGuestCart } from '../guest-cart.ts';
import { getSharedState } from '../screens/get-shared-state.ts';
import type { Services } from '../services.ts';

interface Deps {
  readonly services: Services;
  readonly secret: string;
  readonly secure: boolean;
}

/** Ends the session here whatever the services say: a shopper who leaves a shared computer has to be able to. */
export const signOut = ({ services, secret, secure }: Deps): RequestHandler =>
  formAction({
    name: 'sign-out',
    schema: z.object({}),
    secret,
    fallback: '/',
    handle: async (_, req, res) => {
      if (isCartPending(req)) await mergeGuestCart(services, req, res, secure);
      const refreshToken = req.session.signOut();
      if (refreshToken) await settle(services.user.logout({ body: { refreshToken } }), undefined);
      const next = '/';
      return req.is('json')
        ? { next, body: { next, state: await getSharedState(services, req, res, secure) } }
        : { next };
    },
  });
