import { id } from '@tessera/contracts/primitives';
import { DomainError } from '@tessera/service-kit/problem-error';
import type { Clock } from '@tessera/service-kit/system';
import type Stripe from 'stripe';
import { z } from 'zod';
import type { Webhook } from '../domain/payment-provider.ts';

const TOLERANCE_SECONDS = 300;
/** Sessions, payment intents, charges and refunds all carry what we gave them; refunds of the dashboard do not. */
const ours = z.object({ metadata: z.object({ paymentId: id, refundId: id }).partial() });
const ofPayment = z.object({ payment_intent: z.string() });

export function createStripeWebhook(deps: { stripe: Stripe; secret: string; clock: Clock }): Webhook {
  const { stripe, secret, clock } = deps;
  return {
    async read(body, headers) {
      const event = verified(() =>
        stripe.webhooks.constructEvent(
          body,
          String(headers['stripe-signature'] ?? ''),
          secret,
          TOLERANCE_SECONDS,
          undefined,
          clock.now().getTime(),
        ),
      );
      const { object } = event.data;
      const capture = ofPayment.safeParse(object).data?.payment_intent;
      const ofRefund = /^(refund|charge)\./.test(event.type);
      return { id: event.id, ofRefund, ...ours.safeParse(object).data?.metadata, ...(capture && { capture }) };
    },
  };
}

function verified(construct: () => Stripe.Event): Stripe.Event {
  try {
    return construct();
  } catch (cause) {
    throw new DomainError('webhook-forged', 'The signature is not of Stripe, or too old.', { cause });
  }
}
