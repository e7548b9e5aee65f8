import { z } from 'zod';
import { defineApi } from '../endpoint.ts';
import { money } from '../money.ts';
import { id, idempotencyKey, timestamp } from '../primitives.ts';

export const paymentStatus = z.enum(['processing', 'requires-action', 'succeeded', 'failed', 'cancelled', 'refunded']);
export const payment = z.object({
  id,
  orderId: id,
  amount: money,
  status: paymentStatus,
  provider: z.string(),
  card: z.object({ brand: z.string(), last4: z.string() }).optional(),
  message: z.string().optional(),
  /** With `requires-action`: the provider's page where the shopper goes on; absent for the sandbox's second step. */
  redirectUrl: z.url().optional(),
  /** Given back so far, at most `amount`; absent while there is none. `refunded` is the status once it is all. */
  refunded: money.optional(),
  /** Grows whenever `refunded` grows or shrinks; absent until it has. */
  refundVersion: z.int().optional(),
  updatedAt: timestamp,
});
export type Payment = z.infer<typeof payment>;

/** Sandbox cards. Spaces are ignored; any future expiry and any three digits go with them. */
export const SANDBOX_CARDS = {
  succeeds: '4242424242424242',
  declines: '4000000000000002',
  secondStep: '4000002500003155',
  slowWebhook: '4000000000000077',
} as const;

/** Card input as people type it. Only the payment service ever stores anything of it: brand and last four digits. */
export const cardInput = z.object({
  number: z
    .string()
    .trim()
    .transform((value) => value.replace(/[\s-]/g, ''))
    .pipe(z.string().regex(/^\d{13,19}$/, 'Enter the card number, 13 to 19 digits')),
  /** The keypad of a phone has no slash: `1239` is as good as `12/39`. */
  expiry: z
    .string()
    .trim()
    .regex(/^(0[1-9]|1[0-2])\s*\/?\s*(20)?\d{2}$/, 'Enter the expiry date as MM/YY')
    .transform((value) => `${value.slice(0, 2)}/${value.slice(-2)}`),
  cvc: z
    .string()
    .trim()
    .regex(/^\d{3,4}$/, 'Enter the 3 or 4 digits on the back'),
});

/** Who moves the money. Which of them are offered is the payment service's configuration. */
export const paymentProvider = z.enum(['sandbox', 'stripe', 'paypal']);
/** `card`: the shop's own form and a token. `redirect`: the shopper pays at the provider and comes back. */
export const paymentOption = z.object({
  provider: paymentProvider,
  kind: z.enum(['card', 'redirect']),
  label: z.string(),
});
export type PaymentOption = z.infer<typeof paymentOption>;

/** Called by the order service and the orders BFF only. */
export const paymentApi = defineApi({
  listPaymentOptions: {
    method: 'GET',
    path: '/payment-options',
    access: 'public',
    summary: 'How one can pay here, in the order to show',
    response: z.object({ items: z.array(paymentOption) }),
  },
  createPaymentMethod: {
    method: 'POST',
    path: '/payment-methods',
    access: 'public',
    status: 201,
    summary: 'Turn a card into a single-use token (sandbox)',
    body: cardInput,
    response: z.object({ token: z.string(), brand: z.string(), last4: z.string(), expiresAt: timestamp }),
    problems: { 400: ['card-invalid', 'card-expired'] },
  },
  startPayment: {
    method: 'POST',
    path: '/payments',
    access: 'public',
    status: 201,
    summary: 'Charge an order; the same order is charged once',
    headers: z.object({ 'idempotency-key': idempotencyKey }),
    body: z.object({
      orderId: id,
      amount: money,
      /** A card's token, or the name of a provider that redirects. */
      paymentMethod: z.string().max(100),
    }),
    response: payment,
    problems: { 409: ['payment-conflict'], 422: ['payment-method-unknown'] },
  },
  getPayment: {
    method: 'GET',
    path: '/payments/:id',
    access: 'public',
    summary: 'One payment',
    params: z.object({ id }),
    response: payment,
    problems: { 404: ['payment-not-found'] },
  },
  confirmPayment: {
    method: 'POST',
    path: '/payments/:id/confirm',
    access: 'public',
    summary: 'Answer of the second step',
    params: z.object({ id }),
    body: z.object({ approve: z.boolean() }),
    response: payment,
    problems: { 404: ['payment-not-found'], 409: ['payment-not-waiting'] },
  },
  refundPayment: {
    method: 'POST',
    path: '/payments/:id/refund',
    access: 'public',
    summary: 'Give a part of the money back, or all that is left of it; a key gives once',
    params: z.object({ id }),
    headers: z.object({ 'idempotency-key': idempotencyKey }),
    body: z.object({ amount: money.optional() }),
    response: payment,
    problems: {
      404: ['payment-not-found'],
      409: ['payment-not-captured', 'refund-exceeds-payment'],
      422: ['idempotency-key-reused'],
    },
  },
  syncPayment: {
    method: 'POST',
    path: '/payments/:id/sync',
    access: 'public',
    summary: 'Ask the provider how the payment stands: the shopper has come back, or a webhook never came',
    params: z.object({ id }),
    response: payment,
    problems: { 404: ['payment-not-found'] },
  },
});
