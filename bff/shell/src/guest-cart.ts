import type { Cart } from '@tessera/contracts/api/cart';
import { readCookie, writeCookie } from '@tessera/service-kit/bff/cookies';
import { settle } from '@tessera/service-kit/bff/screen';
import type { Request, Response } from 'express';
import type { Services } from './services.ts';

/** Says that the guest's cart of this session still has to be moved; whose it is stands in the session alone. */
const PENDING = 'tessera_cart_pending';
const MAX_AGE_MS = 30 * 86_400_000;

export const isCartPending = (req: Request): boolean => readCookie(req, PENDING) !== undefined;

/**
 * Moves the guest's cart to the shopper who just signed in. Signing in does not fail with it: then it is tried again
 * with the next page.
 */
export async function mergeGuestCart(
  { cart }: Services,
  req: Request,
  res: Response,
  secure: boolean,
): Promise<Cart | null> {
  const { guestId, user } = req.session;
  if (!user || !guestId) return null;
  const merged = await settle(cart.merge({ body: { guestId }, caller: req.session.credentials() }), null);
  if (!merged) writeCookie(res, PENDING, '1', { maxAge: MAX_AGE_MS, secure });
  else if (isCartPending(req)) writeCookie(res, PENDING, undefined, { secure });
  return merged;
}
