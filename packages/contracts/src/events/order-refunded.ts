import { defineEvent } from './event.ts';
import { orderData } from './order-data.ts';

/** The money of a paid order was given back. */
export const orderRefunded = defineEvent({ type: 'order.refunded', version: 1, data: orderData });
