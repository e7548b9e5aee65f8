import { z } from 'zod';

/** What the orders remote offers: props by fragment. */
export const orders = {
  'mini-cart': z.object({}),
  'add-to-cart': z.object({
    productId: z.string(),
    productName: z.string(),
    available: z.int(),
    variant: z.enum(['compact', 'full']).optional(),
  }),
  cart: z.object({}),
  checkout: z.object({}),
  'payment-step': z.object({ orderId: z.string() }),
  orders: z.object({}),
  order: z.object({ orderId: z.string() }),
  'manage-orders': z.object({}),
};
