import type { Cart } from '@tessera/contracts/api/cart';
import { localPath } from '@tessera/contracts/local-path';
import { id, MAX_QUANTITY } from '@tessera/contracts/primitives';
import { formAction } from '@tessera/service-kit/bff/form';
import type { Session } from '@tessera/service-kit/bff/session';
import type { Express } from 'express';
import { z } from 'zod';
import { cartState } from '../screens/cart-of.ts';
import type { Services } from '../services.ts';

const PAGE = '/cart';

/** Forms send text. An emptied field is no number: it must not remove the line. */
const whole = (min: number, tooFew: string) =>
  z.preprocess(
    (value) => (typeof value === 'string' ? (DIGITS.test(value) ? Number(value) : undefined) : value),
    z
      .number('Enter a number')
      .int('Enter a whole number')
      .min(min, tooFew)
      .max(MAX_QUANTITY, `Enter at most ${MAX_QUANTITY}`),
  );
const DIGITS = /^\s*-?\d+(\.\d+)?\s*$/;

const addItem = z.object({
  productId: id,
  quantity: whole(1, 'Enter at least 1').default(1),
  returnTo: z.string().optional().catch(undefined),
});
const setItem = z.object({ quantity: whole(0, 'Enter 0 or more') });

/** Forms that change the cart. Their faults are shown on the cart's page. */
export function mountCartActions(app: Express, { services, secret }: { services: Services; secret: string }): void {
  const { cart } = services;
  const action = { name: 'cart', secret, fallback: PAGE, alwaysFallback: true };
  const changed = async (change: Promise<Cart>, next = PAGE) => ({
    next,
    body: { cart: await cartState(services, await change) },
  });
  const credentials = (session: Session) => {
    if (!session.user) session.ensureGuest();
    return session.credentials();
  };

  app.post(
    '/cart/items',
    formAction({
      ...action,
      schema: addItem,
      handle: ({ returnTo, ...body }, req) =>
        changed(cart.addItem({ body, caller: credentials(req.session) }), localPath(returnTo) ?? PAGE),
    }),
  );
  app.post(
    '/cart/items/:productId',
    formAction({
      ...action,
      schema: setItem,
      handle: async ({ quantity }, req) => {
        const target = { params: { productId: productOf(req.params) }, caller: credentials(req.session) };
        return changed(quantity === 0 ? cart.removeItem(target) : cart.setItem({ ...target, body: { quantity } }));
      },
    }),
  );
  app.post(
    '/cart/items/:productId/remove',
    formAction({
      ...action,
      schema: z.object({}),
      handle: (_, req) =>
        changed(cart.removeItem({ params: { productId: productOf(req.params) }, caller: credentials(req.session) })),
    }),
  );
}

const productOf = (params: Record<string, string | string[]>): string => String(params.productId);
