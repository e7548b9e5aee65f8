import { z } from 'zod';
import { money } from '../money.ts';
import { id } from '../primitives.ts';
import { defineEvent } from './event.ts';

/** The money was given back. */
export const paymentRefunded = defineEvent({
  type: 'payment.refunded',
  version: 1,
  data: z.object({ paymentId: id, orderId: id, amount: money }),
});
