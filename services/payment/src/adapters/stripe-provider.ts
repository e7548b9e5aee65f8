import type { Clock } from '@tessera/service-kit/system';
import Stripe from 'stripe';
import type { Outcome, PaymentRecord } from '../domain/payment.ts';
import type { PaymentProvider } from '../domain/payment-provider.ts';
import type { KnownRefund, RefundOutcome, RefundRecord } from '../domain/refund.ts';
import { assertAsked } from './assert-asked.ts';
import { nextLook } from './next-look.ts';

/** Stripe closes the page itself then; 30 minutes is the least that it takes, a day the most. */
const SESSION_MS = 3_600_000;
const NOT_PAID = 'The payment was not completed.';
/** Of idempotency keys: Stripe remembers them for a day at least. */
const KEY_MS = 12 * 3_600_000;

interface Deps {
  readonly stripe: Stripe;
  /** Where shoppers reach the shop. */
  readonly publicOrigin: string;
  readonly clock: Clock;
}

/** Money by a hosted Checkout Session: docs/decisions/0014. API: https://docs.stripe.com/api/checkout/sessions */
export function createStripeProvider({ stripe, publicOrigin, clock }: Deps): PaymentProvider {
  const outcomeOf = (session: Stripe.Checkout.Session, payment: PaymentRecord): Outcome => {
    const { id: reference, status, payment_status, url } = session;
    assertAsked(payment, { amount: session.amount_total ?? 0, currency: session.currency ?? '' });
    const intent = session.payment_intent as Stripe.PaymentIntent | null;
    const checkAt = nextLook(payment.createdAt, clock.now());
    if (payment_status === 'paid' && intent) {
      assertAsked(payment, { amount: intent.amount_received, currency: intent.currency });
      return { status: 'succeeded', capture: intent.id, reference };
    }
    if (status === 'open' && url) {
      const message = 'Go on to Stripe to pay.';
      return { status: 'requires-action', message, reference, redirectUrl: url, checkAt };
    }
    // Money by bank transfer and the like is on its way for days after the shopper is done.
    if (status === 'complete' && intent?.status === 'processing') return { status: 'processing', checkAt, reference };
    return { status: 'failed', message: NOT_PAID };
  };

  const retrieve = async (reference: string, payment: PaymentRecord): Promise<Outcome> =>
    outcomeOf(await stripe.checkout.sessions.retrieve(reference, { expand: ['payment_intent'] }), payment);

  return {
    option: { provider: 'stripe', kind: 'redirect', label: 'Card, Apple Pay or Google Pay, by Stripe' },

    async charge(payment) {
      const { id, orderId, amount, createdAt } = payment;
      const metadata = { paymentId: id, orderId };
      const returnUrl = `${publicOrigin}/orders/${orderId}`;
      const name = 'Your order at Tessera';
      try {
        const session = await stripe.checkout.sessions.create(
          {
            mode: 'payment',
            client_reference_id: id,
            line_items: [
              {
                quantity: 1,
                price_data: {
                  currency: amount.currency.toLowerCase(),
                  unit_amount: amount.amount,
                  product_data: { name },
                },
              },
            ],
            metadata,
            payment_intent_data: { metadata },
            expires_at: Math.floor((createdAt.getTime() + SESSION_MS) / 1000),
            success_url: returnUrl,
            cancel_url: returnUrl,
          },
          { idempotencyKey: `payment-${id}` },
        );
        return outcomeOf(session, payment);
      } catch (error) {
        return refused(error) ? { status: 'failed', message: 'Stripe does not take this payment.' } : fail(error);
      }
    },

    sync: (payment) => retrieve(payment.reference ?? '', payment),

    async abandon(payment) {
      // Nobody ever got the address of a page whose making was not answered.
      if (!payment.reference) return { status: 'failed', message: NOT_PAID };
      await stripe.checkout.sessions.expire(payment.reference).catch((error: unknown) => {
        // It is not open any more: paid, or expired already.
        if (!refused(error)) fail(error);
      });
      return retrieve(payment.reference, payment);
    },

    async refund(refund, payment) {
      if (refund.reference) return refundOutcome(await stripe.refunds.retrieve(refund.reference));
      const made = clock.now().getTime() - refund.createdAt.getTime() > KEY_MS && (await findRefund(refund, payment));
      if (made) return refundOutcome(made);
      try {
        return refundOutcome(
          await stripe.refunds.create(
            {
              payment_intent: payment.capture ?? '',
              amount: refund.amount,
              metadata: { refundId: refund.id, paymentId: payment.id, orderId: payment.orderId },
            },
            { idempotencyKey: `refund-${refund.id}` },
          ),
        );
      } catch (error) {
        if (!refused(error)) return fail(error);
        const found = await findRefund(refund, payment);
        return found ? refundOutcome(found) : { status: 'failed', reason: error.message };
      }
    },

    refunds: async (payment) => (await list(payment)).map(known),
  };

  async function list({ capture }: PaymentRecord): Promise<Stripe.Refund[]> {
    return (await stripe.refunds.list({ payment_intent: capture ?? '', limit: 100 })).data;
  }
  async function findRefund({ id }: RefundRecord, payment: PaymentRecord): Promise<Stripe.Refund | undefined> {
    return (await list(payment)).find(({ metadata }) => metadata?.refundId === id);
  }
}

function known(refund: Stripe.Refund): KnownRefund {
  const { id: reference, amount, metadata } = refund;
  return {
    reference,
    amount,
    outcome: refundOutcome(refund),
    ...(metadata?.refundId && { refundId: metadata.refundId }),
  };
}

function refundOutcome({ id: reference, status, failure_reason }: Stripe.Refund): RefundOutcome {
  if (status === 'succeeded') return { status: 'succeeded', reference };
  if (status === 'failed' || status === 'canceled') {
    return { status: 'failed', reference, reason: failure_reason ?? status };
  }
  return { status: 'pending', reference };
}

/** Refused for what was asked, which no repeat changes; unlike wrong keys, limits and faults of theirs or of the net. */
const refused = (error: unknown): error is InstanceType<typeof Stripe.errors.StripeError> =>
  error instanceof Stripe.errors.StripeError && [400, 402, 404].includes(error.statusCode ?? 0) && !isKeyFault(error);

const isKeyFault = ({ type }: { type: string }) => type === 'StripeIdempotencyError';

const fail = (error: unknown): never => {
  throw error;
};
