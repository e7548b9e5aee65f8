import { ORDER_ACCESS_HEADER } from '@tessera/contracts/api/order';
import { id as orderId } from '@tessera/contracts/primitives';
import type { Credentials } from '@tessera/service-kit/api-client';
import { readCookie, writeCookie } from '@tessera/service-kit/bff/cookies';
import { HttpProblem } from '@tessera/service-kit/http-problem';
import type { Request, Response } from 'express';
import { isShopper } from './screens/cart-of.ts';

/** Long enough for a look and a return; the mail has the link for the next time. */
const MAX_AGE_MS = 3_600_000;

/** How an order is asked for: as the shopper, and with the token of a guest's link to it where there is one. */
export interface OrderAccess {
  readonly caller: Credentials;
  readonly headers: { readonly [ORDER_ACCESS_HEADER]?: string };
}

/** To somebody who owns nothing and has no link, and for what can't be an id, there is no order. */
export function accessTo(id: string, req: Request, token = readCookie(req, cookieOf(id))): OrderAccess {
  if (!orderId.safeParse(id).success || !(token || isShopper(req.session))) {
    throw new HttpProblem(404, 'order-not-found', 'There is no such order.');
  }
  return { caller: req.session.credentials(), headers: token ? { [ORDER_ACCESS_HEADER]: token } : {} };
}

/** The token leaves the address for a cookie of this browser, which scripts can't read. */
export const keepAccess = (res: Response, id: string, token: string, secure: boolean): void =>
  writeCookie(res, cookieOf(id), token, { secure, maxAge: MAX_AGE_MS });

const cookieOf = (id: string) => `tessera_order_${id.toLowerCase()}`;
