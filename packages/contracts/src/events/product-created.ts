import { z } from 'zod';
import { product } from '../api/product.ts';
import { defineEvent } from './event.ts';

/** A product went on sale. */
export const productCreated = defineEvent({
  type: 'product.created',
  version: 1,
  data: z.object({ product }),
});
