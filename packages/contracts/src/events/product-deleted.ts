import { z } from 'zod';
import { id } from '../primitives.ts';
import { defineEvent } from './event.ts';

/** A product was taken off sale. */
export const productDeleted = defineEvent({
  type: 'product.deleted',
  version: 1,
  data: z.object({ productId: id, version: z.int() }),
});
