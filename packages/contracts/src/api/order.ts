import { z } from 'zod';
import { defineApi } from '../endpoint.ts';
import { money } from '../money.ts';
import { address, email, id, idempotencyKey, quantity, text, timestamp } from '../primitives.ts';
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
/** How a parcel is followed. */
export const tracking = z.object({
  carrier: text(60).min(1, 'Enter the carrier'),
  number: text(60).min(1, 'Enter the tracking number'),
  url: z
    .url({ protocol: /^https$/ })
    .max(500)
    .optional(),
});
export const returnStatus = z.enum(['requested', 'received', 'refused']);
/** Goods that come back. `received` gives their money back and puts them on the shelf again. */
export const orderReturn = z.object({
  id,
  lines: z.array(z.object({ productId: id, quantity })).min(1),
  reason: text(500),
  status: returnStatus,
  /** What was given back for it. */
  refund: money.optional(),
  /** Why it was refused, for the shopper. */
  note: text(500).optional(),
  requestedAt: timestamp,
  decidedAt: timestamp.optional(),
});
export type OrderReturn = z.infer<typeof orderReturn>;
/**
 * Money that goes back. `asked`: the payment service has yet to do it. `refused`: it will not go back by this refund, since
 * it had gone back another way or, when `failed`, since the provider could not do it: then it can be asked for anew.
 */
export const orderRefund = z.object({
  id,
  amount: money,
  /** Why, for the shopper. */
  reason: text(500),
  status: z.enum(['asked', 'given', 'refused']),
  /** With `refused`. No status of its own: those who read orders of yesterday's contract would refuse the whole order. */
  failed: z.literal(true).optional(),
  askedAt: timestamp,
});
export type OrderRefund = z.infer<typeof orderRefund>;
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
  /** From `shipped` on, where the carrier has one. */
  tracking: tracking.optional(),
  /** Money given back so far, at most `total`; absent while there is none. */
  refunded: money.optional(),
  /** The payment's, when it said so much; absent for what it said without one. */
  refundVersion: z.int().optional(),
  /** What became of each; `refunded` is what counts. */
  refunds: z.array(orderRefund).default([]),
  returns: z.array(orderReturn).default([]),
  placedAt: timestamp,
  version: z.int(),
});
export type Order = z.infer<typeof order>;
export const orderSummary = order
  .pick({ id: true, number: true, status: true, total: true, placedAt: true })
  .extend({ itemCount: z.int(), images: z.array(image).max(4) });
export type OrderSummary = z.infer<typeof orderSummary>;

/** What the payment asks of the shopper now. */
export const paymentState = z.object({
  id: id.optional(),
  status: z.enum(['processing', 'succeeded', 'requires-action', 'failed']),
  message: z.string().optional(),
  /** With `requires-action`: the provider's page where the shopper goes on. Absent for a second step of our own. */
  redirectUrl: z.url().optional(),
});

/** A guest's signed link: its token travels in this header; it opens this one order, and nothing else. */
export const ORDER_ACCESS_HEADER = 'x-order-access';
const access = { [ORDER_ACCESS_HEADER]: z.string().max(1000).optional() };

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
      /** A token of the payment service's `createPaymentMethod`, or the name of a provider that redirects. */
      paymentMethod: z.string().max(100),
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
    headers: z.object(access),
    response: z.object({ order, payment: paymentState.optional() }),
    problems: { 404: ['order-not-found'] },
  },
  streamOrder: {
    method: 'GET',
    path: '/orders/:id/events',
    access: 'shopper',
    summary: 'Server-sent events: `order` with the whole order, at once and at each change',
    params: z.object({ id }),
    headers: z.object(access),
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
    headers: z.object(access),
    response: order,
    problems: { 404: ['order-not-found'], 409: ['illegal-transition'] },
  },
  advanceOrder: {
    method: 'POST',
    path: '/orders/:id/status',
    access: 'admin',
    summary: 'Pack, ship or deliver; with a `version`, only the order that was read',
    params: z.object({ id }),
    body: z.object({
      status: z.enum(['packed', 'shipped', 'delivered']),
      tracking: tracking.optional(),
      version: z.int().optional(),
    }),
    response: order,
    problems: { 404: ['order-not-found'], 409: ['illegal-transition', 'version-conflict'] },
  },
  requestReturn: {
    method: 'POST',
    path: '/orders/:id/returns',
    access: 'shopper',
    status: 201,
    summary: 'Ask to send goods of a delivered order back',
    params: z.object({ id }),
    headers: z.object({ 'idempotency-key': idempotencyKey, ...access }),
    body: z.object({
      lines: z
        .array(z.object({ productId: id, quantity }))
        .min(1, 'Choose what to send back')
        .max(50),
      reason: text(500).min(1, 'Tell us why'),
    }),
    response: order,
    problems: {
      404: ['order-not-found'],
      409: ['illegal-transition', 'not-returnable'],
      422: ['idempotency-key-reused'],
    },
  },
  decideReturn: {
    method: 'POST',
    path: '/orders/:id/returns/:returnId/decision',
    access: 'admin',
    summary: 'The goods arrived, which refunds and restocks them, or the return is refused',
    params: z.object({ id, returnId: id }),
    body: z.object({ decision: z.enum(['received', 'refused']), note: text(500).optional() }),
    response: order,
    problems: { 404: ['order-not-found', 'return-not-found'], 409: ['return-decided'] },
  },
  refundOrder: {
    method: 'POST',
    path: '/orders/:id/refunds',
    access: 'admin',
    status: 201,
    summary: 'Give a part of the money back, or all that is left of it',
    params: z.object({ id }),
    headers: z.object({ 'idempotency-key': idempotencyKey }),
    body: z.object({ amount: money, reason: text(500).min(1, 'Tell the shopper why') }),
    response: order,
    problems: {
      404: ['order-not-found'],
      409: ['not-paid', 'refund-exceeds-payment'],
      422: ['idempotency-key-reused'],
    },
  },
  listAllOrders: {
    method: 'GET',
    path: '/admin/orders',
    access: 'admin',
    summary: 'Orders of everybody, oldest first within a status, for those who pack them',
    query: z.object({
      status: orderStatus.optional(),
      /** What stands on the parcel that came back. */
      number: text(16).toUpperCase().optional(),
      page: z.coerce.number().int().min(1).max(1000).default(1),
    }),
    response: z.object({ items: z.array(order), total: z.int(), page: z.int(), pageCount: z.int() }),
  },
});
