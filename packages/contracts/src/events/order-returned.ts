import { z } from 'zod';
import { orderReturn } from '../api/order.ts';
import { defineEvent } from './event.ts';
import { orderData } from './order-data.ts';

/** Goods came back and belong on the shelf again. */
export const orderReturned = defineEvent({
  type: 'order.returned',
  version: 1,
  data: orderData.extend({ return: orderReturn }),
});
