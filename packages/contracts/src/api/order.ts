import { z } from 'zod';
import { defineApi } from '../endpoint.ts';
import { money } from '../money.ts';
import { address, email, id, idempotencyKey, quantity, timestamp } from '../primitives.ts';
import { image } from './product.ts';

export const orderStatus = z.enum([
  'pending-payment',
  'paid',
  'packed',
  'shipped',
  'delivered',
  'cancelled',
  'refunded',
]);
export type OrderStatus = z.infer<typeof orderStatus>;

export const orderLine = z.object({
  productId: id,
  slug: z.string(),
  name: z.string(),
  image,
  quantity,
  unitPrice: money,
});
export const order = z.object({
  id,
  /** What people say on the phone: `T-7K3M9Q`. */
  number: z.string(),
  status: orderStatus,
  lines: z.array(orderLine),
  email,
  shippingAddress: address,
  subtotal: money,
  shipping: money,
  total: money,
  /** Why it was cancelled, for the shopper. */
  reason: z.string().optional(),
  history: z.array(z.object({ status: orderStatus, at: timestamp })),
  placedAt: timestamp,
  version: z.int(),
});
export type Order = z.infer<typeof order>;
export const orderSummary = order
  .pick({ id: true, number: true, status: true, total: true, placedAt: true })
  .extend({ itemCount: z.int(), images: z.array(image).max(4) });
export type OrderSummary = z.infer<typeof orderSummary>;

/** What the payment asks of the shopper now. `action` is the page of the second step. */
export const paymentState = z.object({
  id: id.optional(),
  status: z.enum(['processing', 'succeeded', 'requires-action', 'failed']),
  message: z.string().optional(),
});

export { FREE_SHIPPING_FROM, SHIPPING_FEE } from '../limits.ts';

export const orderApi = defineApi({
  placeOrder: {
    method: 'POST',
    path: '/orders',
    access: 'shopper',
    status: 201,
    summary: 'Place an order and start its payment',
    headers: z.object({ 'idempotency-key': idempotencyKey }),
    body: z.object({
      email,
      shippingAddress: address,
      lines: z
        .array(z.object({ productId: id, quantity }))
        .min(1, 'The cart is empty')
        .max(50),
      /** What the shopper was shown, shipping included. */ expectedTotal: money,
      /** From the payment service's `createPaymentMethod`. */ paymentMethod: z.string().max(100),
    }),
    response: z.object({ order, payment: paymentState }),
    problems: {
      409: ['out-of-stock', 'price-changed', 'product-not-found'],
      422: ['idempotency-key-reused'],
      503: ['request-in-progress'],
    },
  },
  findPlacedOrder: {
    method: 'GET',
    path: '/orders/by-key/:key',
    access: 'shopper',
    summary: 'What became of the order that the caller placed with an Idempotency-Key',
    params: z.object({ key: idempotencyKey }),
    response: z.object({ order, payment: paymentState }),
    problems: { 404: ['order-not-found'] },
  },
  listOrders: {
    method: 'GET',
    path: '/orders',
    access: 'shopper',
    summary: "The caller's orders, newest first",
    query: z.object({ page: z.coerce.number().int().min(1).max(1000).default(1) }),
    response: z.object({ items: z.array(orderSummary), total: z.int(), page: z.int(), pageCount: z.int() }),
  },
  getOrder: {
    method: 'GET',
    path: '/orders/:id',
    access: 'shopper',
    summary: "One of the caller's orders; anybody else's is not found",
    params: z.object({ id }),
    response: z.object({ order, payment: paymentState.optional() }),
    problems: { 404: ['order-not-found'] },
  },
  streamOrder: {
    method: 'GET',
    path: '/orders/:id/events',
    access: 'shopper',
    summary: 'Server-sent events: `order` with the whole order, at once and at each change',
    params: z.object({ id }),
    problems: { 404: ['order-not-found'], 503: ['too-many-streams'] },
  },
  confirmPayment: {
    method: 'POST',
    path: '/orders/:id/payment/confirm',
    access: 'shopper',
    summary: 'The second step was answered',
    params: z.object({ id }),
    body: z.object({ approve: z.boolean() }),
    response: z.object({ order, payment: paymentState }),
    problems: { 404: ['order-not-found'], 409: ['payment-not-waiting'] },
  },
  cancelOrder: {
    method: 'POST',
    path: '/orders/:id/cancel',
    access: 'shopper',
    summary: 'Cancel before it is packed; money is returned',
    params: z.object({ id }),
    response: order,
    problems: { 404: ['order-not-found'], 409: ['illegal-transition'] },
  },
  advanceOrder: {
    method: 'POST',
    path: '/orders/:id/status',
    access: 'admin',
    summary: 'Pack, ship or deliver',
    params: z.object({ id }),
    body: z.object({ status: z.enum(['packed', 'shipped', 'delivered']) }),
    response: order,
    problems: { 404: ['order-not-found'], 409: ['illegal-transition', 'version-conflict'] },
  },
});
