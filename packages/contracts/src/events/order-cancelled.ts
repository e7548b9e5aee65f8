import { defineEvent } from './event.ts';
import { orderData } from './order-data.ts';

/** The order will not be fulfilled; order.reason says why. */
export const orderCancelled = defineEvent({ type: 'order.cancelled', version: 1, data: orderData });
