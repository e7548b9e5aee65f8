import { messaging } from './000-messaging.ts';
import { payments } from './001-payments.ts';

/** In the order of their names. */
export const migrations = { '000-messaging': messaging, '001-payments': payments };
