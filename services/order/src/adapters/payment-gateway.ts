import { paymentApi } from '@tessera/contracts/api/payment';
import { createClient } from '@tessera/service-kit/api-client';
import type { Payments } from '../domain/ports.ts';
import { translate } from './upstream-refusals.ts';

/** A provider is asked, with 4 s for one try, by a request that has the time: those who place orders wait for 10 s. */
const START_MS = 5_000;
/** A shopper waits for the page meanwhile. */
const SYNC_MS = 1_500;

export function createPaymentGateway(baseUrl: string): Payments {
  const payments = createClient(paymentApi, { baseUrl });
  const { startPayment } = createClient(paymentApi, { baseUrl, deadlineMs: START_MS });
  return {
    start: ({ orderId, ...rest }) =>
      translate(startPayment({ headers: { 'idempotency-key': `order-${orderId}` }, body: { orderId, ...rest } }), [
        'payment-method-unknown',
      ]),
    confirm: (id, approve) =>
      translate(payments.confirmPayment({ params: { id }, body: { approve } }), ['payment-not-waiting']),
    get: (id) => payments.getPayment({ params: { id } }),
    sync: (id) => payments.syncPayment({ params: { id }, signal: AbortSignal.timeout(SYNC_MS) }),
    refund: ({ id, paymentId, amount }) =>
      translate(
        payments.refundPayment({
          params: { id: paymentId },
          headers: { 'idempotency-key': id },
          body: amount ? { amount } : {},
        }),
        ['payment-not-captured', 'refund-exceeds-payment'],
      ),
  };
}
