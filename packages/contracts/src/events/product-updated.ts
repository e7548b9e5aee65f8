import { z } from 'zod';
import { product } from '../api/product.ts';
import { defineEvent } from './event.ts';

/** Text, price or picture changed; compare product.version. */
export const productUpdated = defineEvent({
  type: 'product.updated',
  version: 1,
  data: z.object({ product }),
});
