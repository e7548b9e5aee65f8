import { z } from 'zod';
import { stockLine } from '../api/product.ts';
import { id } from '../primitives.ts';
import { defineEvent } from './event.ts';

/** A cart became an order and was emptied of it. */
export const cartCheckedOut = defineEvent({
  type: 'cart.checked-out',
  version: 1,
  data: z.object({ orderId: id, userId: id.nullable(), guestId: id.nullable(), lines: z.array(stockLine) }),
});
