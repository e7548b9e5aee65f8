import {
  ApiError,
  CaptureStatus,
  CheckoutPaymentIntent,
  type Order,
  OrderStatus,
  OrdersController,
  PaymentsController,
  PaypalExperienceUserAction,
  PaypalWalletContextShippingPreference,
  type Refund,
  RefundStatus,
} from '@paypal/paypal-server-sdk';
import type { Clock } from '@tessera/service-kit/system';
import type { Outcome, PaymentRecord } from '../domain/payment.ts';
import type { PaymentProvider } from '../domain/payment-provider.ts';
import type { KnownRefund, RefundOutcome } from '../domain/refund.ts';
import { assertAsked } from './assert-asked.ts';
import { nextLook } from './next-look.ts';
import type { PaypalClient } from './paypal-client.ts';
import { issueOf, loggable } from './paypal-error.ts';
import { fromPaypalMoney, toPaypalMoney } from './paypal-money.ts';

const WHOLE = 'return=representation';
const NOT_PAID = 'The payment was not completed.';
/** For so long an approval can be captured; after that no money can come any more. */
const APPROVAL_MS = 6 * 3_600_000;

interface Deps {
  readonly client: PaypalClient;
  /** Where shoppers reach the shop. */
  readonly publicOrigin: string;
  readonly clock: Clock;
}

/** Money by Orders v2: created, approved by the shopper at PayPal, captured by us. https://developer.paypal.com/docs/api/orders/v2 */
export function createPaypalProvider({ client, publicOrigin, clock }: Deps): PaymentProvider {
  const orders = new OrdersController(client);
  const captures = new PaymentsController(client);

  /** `approved` says what becomes of an order that the shopper has approved and nobody has captured. */
  const outcomeOf = async (
    order: Order,
    payment: PaymentRecord,
    approved: (reference: string) => Outcome | Promise<Outcome>,
  ): Promise<Outcome> => {
    const { id: reference = '', status, purchaseUnits: [unit] = [] } = order;
    if (!unit?.amount) throw new Error(`PayPal's order ${reference} names no amount`);
    assertAsked(payment, fromPaypalMoney(unit.amount));
    switch (status) {
      case OrderStatus.Completed:
        return captured(order, payment);
      case OrderStatus.Approved:
        return approved(reference);
      case OrderStatus.Voided:
        return { status: 'failed', message: NOT_PAID };
      default: {
        const redirectUrl = order.links?.find(({ rel }) => rel === 'payer-action' || rel === 'approve')?.href;
        if (!redirectUrl) throw new Error(`PayPal's order ${reference} does not say where the shopper goes on`);
        const message = 'Go on to PayPal to pay.';
        const checkAt = nextLook(payment.createdAt, clock.now());
        return { status: 'requires-action', message, reference, redirectUrl, checkAt };
      }
    }
  };

  const captured = ({ id: reference = '', purchaseUnits }: Order, payment: PaymentRecord): Outcome => {
    const capture = purchaseUnits?.[0]?.payments?.captures?.[0];
    if (!capture?.id || !capture.amount) throw new Error(`PayPal's order ${reference} is completed without a capture`);
    assertAsked(payment, fromPaypalMoney(capture.amount));
    switch (capture.status) {
      case CaptureStatus.Declined:
      case CaptureStatus.Failed:
        return { status: 'failed', message: 'PayPal did not take the payment.' };
      case CaptureStatus.Pending:
        return { status: 'processing', checkAt: nextLook(payment.createdAt, clock.now()), reference };
      default:
        return { status: 'succeeded', capture: capture.id, reference };
    }
  };

  const get = async ({ reference }: Pick<PaymentRecord, 'reference'>): Promise<Order | null> => {
    try {
      return (await orders.getOrder({ id: reference ?? '' })).result;
    } catch (error) {
      // What nobody approved in time is not kept.
      if (error instanceof ApiError && error.statusCode === 404) return null;
      throw error;
    }
  };

  const take = async (payment: PaymentRecord, reference: string): Promise<Outcome> => {
    try {
      const paypalRequestId = `capture-${payment.id}`;
      const { result } = await orders.captureOrder({ id: reference, paypalRequestId, prefer: WHOLE });
      return await outcomeOf(result, payment, notTaken);
    } catch (error) {
      if (!refused(error)) throw error;
      const order = await get({ reference });
      if (order?.status === OrderStatus.Completed) return captured(order, payment);
      if (issueOf(error) === 'ORDER_ALREADY_CAPTURED') return notTaken(reference);
      return { status: 'failed', message: declined(error) };
    }
  };

  const list = async (payment: PaymentRecord): Promise<Refund[]> =>
    ((await get(payment))?.purchaseUnits ?? []).flatMap(({ payments }) => payments?.refunds ?? []);

  return {
    option: { provider: 'paypal', kind: 'redirect', label: 'PayPal' },

    charge: loggable(async (payment) => {
      const { id, orderId, amount } = payment;
      const returnUrl = `${publicOrigin}/orders/${orderId}`;
      try {
        const { result } = await orders.createOrder({
          paypalRequestId: `payment-${id}`,
          prefer: WHOLE,
          body: {
            intent: CheckoutPaymentIntent.Capture,
            // PayPal captures an invoice id once.
            purchaseUnits: [{ customId: id, invoiceId: orderId, amount: toPaypalMoney(amount) }],
            paymentSource: {
              paypal: {
                experienceContext: {
                  brandName: 'Tessera',
                  shippingPreference: PaypalWalletContextShippingPreference.NoShipping,
                  userAction: PaypalExperienceUserAction.PayNow,
                  returnUrl,
                  cancelUrl: returnUrl,
                },
              },
            },
          },
        });
        return await outcomeOf(result, payment, (reference) => take(payment, reference));
      } catch (error) {
        if (!refused(error)) throw error;
        return { status: 'failed', message: 'PayPal does not take this payment.' };
      }
    }),

    sync: loggable(async (payment) => {
      const order = await get(payment);
      if (!order) return { status: 'failed', message: NOT_PAID };
      return outcomeOf(order, payment, (reference) => take(payment, reference));
    }),

    // PayPal lets nobody void such an order; but only we can capture it. While it is approved, a capture of ours may
    // just be under way elsewhere.
    abandon: loggable(async (payment) => {
      const order = payment.reference ? await get(payment) : null;
      if (!order) return { status: 'failed', message: NOT_PAID };
      const now = clock.now();
      const over = now.getTime() - payment.createdAt.getTime() > APPROVAL_MS;
      const outcome = await outcomeOf(order, payment, () =>
        over
          ? { status: 'failed', message: NOT_PAID }
          : { status: 'processing', checkAt: nextLook(payment.createdAt, now) },
      );
      return outcome.status === 'requires-action' ? { status: 'failed', message: NOT_PAID } : outcome;
    }),

    refund: loggable(async (refund, payment) => {
      if (refund.reference) {
        return refundOutcome((await captures.getRefund({ refundId: refund.reference })).result);
      }
      try {
        const { result } = await captures.refundCapturedPayment({
          captureId: payment.capture ?? '',
          paypalRequestId: `refund-${refund.id}`,
          prefer: WHOLE,
          body: {
            amount: toPaypalMoney({ amount: refund.amount, currency: payment.amount.currency }),
            customId: refund.id,
          },
        });
        return refundOutcome(result);
      } catch (error) {
        if (!refused(error)) throw error;
        const made = (await list(payment)).find(({ customId }) => customId === refund.id);
        return made ? refundOutcome(made) : { status: 'failed', reason: issueOf(error) ?? error.message };
      }
    }),

    refunds: loggable(async (payment) => (await list(payment)).flatMap(known)),
  };
}

const notTaken = (reference: string): never => {
  throw new Error(`PayPal's order ${reference} was captured and is still only approved`);
};

function known(refund: Refund): KnownRefund[] {
  const { id: reference, amount, customId: refundId } = refund;
  if (!reference || !amount) return [];
  const { amount: minor } = fromPaypalMoney(amount);
  return [{ reference, amount: minor, outcome: refundOutcome(refund), ...(refundId && { refundId }) }];
}

function refundOutcome({ id: reference = '', status }: Refund): RefundOutcome {
  switch (status) {
    case RefundStatus.Completed:
      return { status: 'succeeded', reference };
    case RefundStatus.Failed:
    case RefundStatus.Cancelled:
      return { status: 'failed', reference, reason: status };
    default:
      return { status: 'pending', reference };
  }
}

const declined = (error: ApiError): string =>
  issueOf(error) === 'INSTRUMENT_DECLINED'
    ? 'PayPal declined the payment. Please try another way to pay.'
    : 'PayPal did not take the payment.';

/**
 * PayPal may refuse the second of two calls made at once with one `PayPal-Request-Id`: by one of these, or for what the
 * first one did. https://developer.paypal.com/api/rest/reference/idempotency
 */
const UNDER_WAY = ['PREVIOUS_REQUEST_IN_PROGRESS', 'DUPLICATE_REQUEST_ID', 'PAYPAL_REQUEST_ID_PREVIOUSLY_USED'];

/** Refused for what was asked, which no repeat changes. */
const refused = (error: unknown): error is ApiError =>
  error instanceof ApiError && [400, 404, 422].includes(error.statusCode) && !UNDER_WAY.includes(issueOf(error) ?? '');
