import { z } from 'zod';
import { id } from '../primitives.ts';
import { defineEvent } from './event.ts';

/** Fewer than five are left. */
export const stockLow = defineEvent({
  type: 'stock.low',
  version: 1,
  data: z.object({ productId: id, available: z.int() }),
});
