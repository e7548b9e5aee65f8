import { z } from 'zod';
import { order } from '../api/order.ts';
import { id } from '../primitives.ts';

/**
 * What every order event carries: the order as it is after the transition, and whose it is. Compare `order.version`.
 * `access` is the token of a guest's signed link, for mails.
 */
export const orderData = z.object({
  order,
  userId: id.nullable(),
  guestId: id.nullable(),
  access: z.string().optional(),
});
