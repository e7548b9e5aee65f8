import { defineEvent } from './event.ts';
import { orderData } from './order-data.ts';

/** An order was taken and waits for its payment. */
export const orderPlaced = defineEvent({ type: 'order.placed', version: 1, data: orderData });
