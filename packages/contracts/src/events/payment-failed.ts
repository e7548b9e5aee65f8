import { z } from 'zod';
import { id } from '../primitives.ts';
import { defineEvent } from './event.ts';

/** No money was taken; message is for the shopper. */
export const paymentFailed = defineEvent({
  type: 'payment.failed',
  version: 1,
  data: z.object({ paymentId: id, orderId: id, message: z.string() }),
});
