import { type Payment, paymentApi } from '@tessera/contracts/api/payment';
import { DomainError } from '@tessera/service-kit/problem-error';
import { implement } from '@tessera/service-kit/routes';
import type { Express } from 'express';
import type { PaymentRecord } from '../domain/payment.ts';
import type { PaymentRepository } from '../domain/payment-repository.ts';
import type { createConfirmPayment } from '../use-cases/confirm-payment.ts';
import type { createCreatePaymentMethod } from '../use-cases/create-payment-method.ts';
import type { createRefundPayment } from '../use-cases/refund-payment.ts';
import type { createStartPayment } from '../use-cases/start-payment.ts';

interface Deps {
  readonly payments: PaymentRepository;
  readonly createPaymentMethod: ReturnType<typeof createCreatePaymentMethod>;
  readonly startPayment: ReturnType<typeof createStartPayment>;
  readonly confirmPayment: ReturnType<typeof createConfirmPayment>;
  readonly refundPayment: ReturnType<typeof createRefundPayment>;
}

/** HTTP status of each refusal. */
export const PROBLEMS = {
  'card-invalid': 400,
  'card-expired': 400,
  'payment-not-found': 404,
  'payment-conflict': 409,
  'payment-not-waiting': 409,
  'payment-not-captured': 409,
  'payment-method-unknown': 422,
} as const;

export function mountPaymentRoutes(app: Express, deps: Deps): void {
  const { payments, createPaymentMethod, startPayment, confirmPayment, refundPayment } = deps;
  const find = async (id: string): Promise<PaymentRecord> => {
    const payment = await payments.find(id);
    if (!payment) throw new DomainError('payment-not-found', 'There is no such payment.');
    return payment;
  };

  implement(app, paymentApi, {
    listPaymentOptions: () => ({ items: [{ provider: 'sandbox', kind: 'card', label: 'Card' }] }),
    async createPaymentMethod({ body }) {
      const { token, card, expiresAt } = await createPaymentMethod(body);
      return { token, ...card, expiresAt: expiresAt.toISOString() };
    },
    async startPayment({ headers, body }) {
      return present(await startPayment({ ...body, key: headers['idempotency-key'] }));
    },
    getPayment: async ({ params }) => present(await find(params.id)),
    confirmPayment: async ({ params, body }) => present(await confirmPayment(await find(params.id), body.approve)),
    refundPayment: async ({ params }) => present(await refundPayment(await find(params.id))),
    syncPayment: async ({ params }) => present(await find(params.id)),
  });
}

const present = ({ id, orderId, amount, status, provider, card, message, updatedAt }: PaymentRecord): Payment => ({
  id,
  orderId,
  amount,
  status,
  provider,
  ...(card && { card }),
  ...(message && { message }),
  ...(status === 'refunded' && { refunded: amount }),
  updatedAt: updatedAt.toISOString(),
});
