import { messaging } from './000-messaging.ts';
import { orders } from './001-orders.ts';

/** In the order of their names. */
export const migrations = { '000-messaging': messaging, '001-orders': orders };
