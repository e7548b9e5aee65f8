import { defineEvent } from './event.ts';
import { orderData } from './order-data.ts';

/** The parcel is packed. */
export const orderPacked = defineEvent({ type: 'order.packed', version: 1, data: orderData });
