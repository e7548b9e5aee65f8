import { messaging } from './000-messaging.ts';
import { orders } from './001-orders.ts';
import { refundsAndReturns } from './002-refunds-and-returns.ts';
import { outboxSequence } from './003-outbox-sequence.ts';
import { refundVersion } from './004-refund-version.ts';

/** In the order of their names. */
export const migrations = {
  '000-messaging': messaging,
  '001-orders': orders,
  '002-refunds-and-returns': refundsAndReturns,
  '003-outbox-sequence': outboxSequence,
  '004-refund-version': refundVersion,
};
