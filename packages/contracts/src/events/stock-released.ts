import { z } from 'zod';
import { stockLine } from '../api/product.ts';
import { id } from '../primitives.ts';
import { defineEvent } from './event.ts';

/**
 * Held stock is free again. `expired`: the hold ran out, and an order that still waits for its payment must not be paid any
 * more; one that was paid is served from what is left. `sold-out`: an order was paid, but its hold had ended and too few are
 * left, so that it can't be served. `cancelled`: the order was called off.
 */
export const stockReleased = defineEvent({
  type: 'stock.released',
  version: 1,
  data: z.object({ orderId: id, lines: z.array(stockLine), reason: z.enum(['expired', 'sold-out', 'cancelled']) }),
});
