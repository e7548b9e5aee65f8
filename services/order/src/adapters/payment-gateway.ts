import { paymentApi } from '@tessera/contracts/api/payment';
import { createClient } from '@tessera/service-kit/api-client';
import type { Payments } from '../domain/ports.ts';
import { translate } from './upstream-refusals.ts';

export function createPaymentGateway(baseUrl: string): Payments {
  const payments = createClient(paymentApi, { baseUrl });
  return {
    start: ({ orderId, ...rest }) =>
      translate(
        payments.startPayment({ headers: { 'idempotency-key': `order-${orderId}` }, body: { orderId, ...rest } }),
        ['payment-method-unknown'],
      ),
    confirm: (id, approve) =>
      translate(payments.confirmPayment({ params: { id }, body: { approve } }), ['payment-not-waiting']),
    get: (id) => payments.getPayment({ params: { id } }),
    refund: (id) => payments.refundPayment({ params: { id } }),
  };
}
