import { z } from 'zod';
import { stockLine } from '../api/product.ts';
import { id } from '../primitives.ts';
import { defineEvent } from './event.ts';

/** Held stock is free again; the order must not be paid any more. */
export const stockReleased = defineEvent({
  type: 'stock.released',
  version: 1,
  data: z.object({ orderId: id, lines: z.array(stockLine), reason: z.enum(['expired', 'cancelled']) }),
});
