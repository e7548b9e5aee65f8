import { messaging } from './000-messaging.ts';
import { payments } from './001-payments.ts';
import { refundsAndProviders } from './002-refunds-and-providers.ts';
import { outboxSequence } from './003-outbox-sequence.ts';
import { oneKeyForTheRest } from './004-one-key-for-the-rest.ts';
import { paymentsByCapture } from './005-payments-by-capture.ts';
import { refundVersion } from './006-refund-version.ts';

/** In the order of their names. */
export const migrations = {
  '000-messaging': messaging,
  '001-payments': payments,
  '002-refunds-and-providers': refundsAndProviders,
  '003-outbox-sequence': outboxSequence,
  '004-one-key-for-the-rest': oneKeyForTheRest,
  '005-payments-by-capture': paymentsByCapture,
  '006-refund-version': refundVersion,
};
