import { z } from 'zod';
import { money } from '../money.ts';
import { id } from '../primitives.ts';
import { defineEvent } from './event.ts';

/** Version 1 knew whole refunds only. */
const whole = z.object({ paymentId: id, orderId: id, amount: money });

/** Money was given back: `amount` this time, `refunded` in all, which `refundVersion` tells from older and newer sums. */
export const paymentRefunded = defineEvent({
  type: 'payment.refunded',
  version: 2,
  data: z.object({
    ...{ paymentId: id, orderId: id, refundId: id, amount: money, refunded: money },
    /** Producers of yesterday do not send it. */
    refundVersion: z.int().optional(),
  }),
  former: [
    {
      version: 1,
      toCurrent: (data) => {
        const { paymentId, orderId, amount } = whole.parse(data);
        return { paymentId, orderId, refundId: paymentId, amount, refunded: amount };
      },
    },
  ],
});
