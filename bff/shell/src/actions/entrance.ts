import { type SignedIn, userApi } from '@tessera/contracts/api/user';
import { localPath } from '@tessera/contracts/local-path';
import { formAction } from '@tessera/service-kit/bff/form';
import { newId } from '@tessera/service-kit/system';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { mergeGuestCart } from '../guest-cart.ts';
import { getSharedState } from '../screens/get-shared-state.ts';
import type { Services } from '../services.ts';

const AFTER_ENTRANCE = '/account';
/** What is no path of this shop is left aside: it was not typed by a person. */
const returnTo = z.string().optional().catch(undefined);
const signInForm = userApi.login.body.extend({ returnTo });
const registerForm = userApi.register.body.extend({ returnTo });

interface Deps {
  readonly services: Services;
  readonly secret: string;
  readonly secure: boolean;
}

/** The shopper's own address, as the gateway saw it: the last one that it wrote down. */
const addressOf = (req: Request) =>
  (req.get('x-forwarded-for')?.split(',').at(-1)?.trim() || req.socket.remoteAddress || '').slice(0, 64);

export function entranceActions({ services, secret, secure }: Deps): {
  signIn: RequestHandler;
  register: RequestHandler;
} {
  async function enter(signedIn: SignedIn, target: string | undefined, req: Request, res: Response) {
    req.session.signIn(signedIn);
    await mergeGuestCart(services, req, res, secure);
    const next = localPath(target) ?? AFTER_ENTRANCE;
    // A plain form goes on to a page, which asks for the state itself.
    return req.is('json')
      ? { next, body: { next, state: await getSharedState(services, req, res, secure) } }
      : { next };
  }
  return {
    signIn: formAction({
      name: 'sign-in',
      schema: signInForm,
      secret,
      fallback: '/sign-in',
      keep: ['email'],
      handle: async ({ returnTo: target, ...body }, req, res) => {
        const headers = { 'x-forwarded-for': addressOf(req) };
        return enter(await services.user.login({ body, headers }), target, req, res);
      },
    }),
    register: formAction({
      name: 'register',
      schema: registerForm,
      secret,
      fallback: '/register',
      keep: ['email', 'name'],
      handle: async ({ returnTo: target, ...body }, req, res) =>
        enter(await services.user.register({ headers: { 'idempotency-key': newId() }, body }), target, req, res),
    }),
  };
}
