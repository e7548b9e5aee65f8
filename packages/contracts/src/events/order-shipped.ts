import { defineEvent } from './event.ts';
import { orderData } from './order-data.ts';

/** The parcel left. */
export const orderShipped = defineEvent({ type: 'order.shipped', version: 1, data: orderData });
