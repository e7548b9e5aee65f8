import { type CartState, initialCart } from '@tessera/contracts/state/cart';
import { initialNotifications, type NotificationsState } from '@tessera/contracts/state/notifications';
import type { SharedState } from '@tessera/contracts/state/shared-state';
import { settle } from '@tessera/service-kit/bff/screen';
import type { Request, Response } from 'express';
import { isCartPending, mergeGuestCart } from '../guest-cart.ts';
import { readPreferences } from '../preferences-cookie.ts';
import type { Services } from '../services.ts';
import { cartState } from './cart-state.ts';

async function readCart(services: Services, req: Request, res: Response, secure: boolean): Promise<CartState> {
  const { user, guestId } = req.session;
  if (!user && !guestId) return initialCart;
  const merged = isCartPending(req) ? await mergeGuestCart(services, req, res, secure) : null;
  return cartState(merged ?? (await services.cart.getCart({ caller: req.session.credentials() })));
}

async function readNotifications({ notification }: Services, req: Request): Promise<NotificationsState> {
  if (!req.session.user) return initialNotifications;
  const { unread } = await notification.listNotifications({ query: { limit: 1 }, caller: req.session.credentials() });
  return { unread };
}

/** What all teams share at the start of a page. A part that is down or late is as it is for a new shopper. */
export async function getSharedState(
  services: Services,
  req: Request,
  res: Response,
  secure: boolean,
): Promise<SharedState> {
  const [cart, notifications] = await Promise.all([
    settle(readCart(services, req, res, secure), initialCart),
    settle(readNotifications(services, req), initialNotifications),
  ]);
  const { user } = req.session;
  return { session: { user }, cart, notifications, preferences: readPreferences(req) };
}
