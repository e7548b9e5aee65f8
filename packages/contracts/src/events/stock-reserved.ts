import { z } from 'zod';
import { stockLine } from '../api/product.ts';
import { id } from '../primitives.ts';
import { defineEvent } from './event.ts';

/** Stock is held for an order. */
export const stockReserved = defineEvent({
  type: 'stock.reserved',
  version: 1,
  data: z.object({ orderId: id, lines: z.array(stockLine) }),
});
