import { z } from 'zod';
import { money } from '../money.ts';
import { id } from '../primitives.ts';
import { defineEvent } from './event.ts';

/**
 * The provider will not give this money back: somebody has to ask anew. `key` is what it was asked for with, or the
 * payment's id where nobody asked. `returned` when it had gone out and the shopper's bank sent it back: then `refunded`,
 * what is given back in all, is less than before. `refundVersion` tells it from older and newer sums.
 */
export const paymentRefundFailed = defineEvent({
  type: 'payment.refund-failed',
  version: 1,
  data: z.object({
    ...{ paymentId: id, orderId: id, refundId: id, key: z.string(), amount: money },
    ...{ returned: z.boolean(), refunded: money, refundVersion: z.int() },
  }),
});
