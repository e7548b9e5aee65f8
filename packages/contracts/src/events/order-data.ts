import { z } from 'zod';
import { order } from '../api/order.ts';
import { id } from '../primitives.ts';

/** What every order event carries: the order as it is after the transition, and whose it is. Compare `order.version`. */
export const orderData = z.object({ order, userId: id.nullable(), guestId: id.nullable() });
