import { z } from 'zod';
import { money } from '../money.ts';
import { id } from '../primitives.ts';
import { defineEvent } from './event.ts';

/** The money was taken. */
export const paymentSucceeded = defineEvent({
  type: 'payment.succeeded',
  version: 1,
  data: z.object({ paymentId: id, orderId: id, amount: money }),
});
