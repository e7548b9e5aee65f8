import { defineEvent } from './event.ts';
import { orderData } from './order-data.ts';

/** The payment arrived. */
export const orderPaid = defineEvent({ type: 'order.paid', version: 1, data: orderData });
