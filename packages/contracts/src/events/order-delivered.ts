import { defineEvent } from './event.ts';
import { orderData } from './order-data.ts';

/** The parcel arrived. */
export const orderDelivered = defineEvent({ type: 'order.delivered', version: 1, data: orderData });
