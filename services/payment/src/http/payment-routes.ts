import { type Payment, type PaymentOption, paymentApi } from '@tessera/contracts/api/payment';
import type { Logger } from '@tessera/service-kit/logger';
import { DomainError } from '@tessera/service-kit/problem-error';
import { implement } from '@tessera/service-kit/routes';
import type { Express } from 'express';
import type { PaymentRecord } from '../domain/payment.ts';
import type { PaymentRepository } from '../domain/payment-repository.ts';
import type { createConfirmPayment } from '../use-cases/confirm-payment.ts';
import type { createCreatePaymentMethod } from '../use-cases/create-payment-method.ts';
import type { createRefundPayment } from '../use-cases/refund-payment.ts';
import type { SettlePayment } from '../use-cases/settle-payment.ts';
import type { createStartPayment } from '../use-cases/start-payment.ts';
import { inTime } from './in-time.ts';

interface Deps {
  readonly payments: PaymentRepository;
  readonly createPaymentMethod: ReturnType<typeof createCreatePaymentMethod>;
  readonly startPayment: ReturnType<typeof createStartPayment>;
  readonly confirmPayment: ReturnType<typeof createConfirmPayment>;
  readonly refundPayment: ReturnType<typeof createRefundPayment>;
  readonly settlePayment: SettlePayment;
  readonly options: readonly PaymentOption[];
  readonly logger: Logger;
}

/** HTTP status of each refusal. */
export const PROBLEMS = {
  'card-invalid': 400,
  'card-expired': 400,
  'payment-not-found': 404,
  'payment-conflict': 409,
  'payment-not-waiting': 409,
  'payment-not-captured': 409,
  'refund-exceeds-payment': 409,
  'payment-method-unknown': 422,
  'idempotency-key-reused': 422,
  'webhook-forged': 400,
  'provider-unavailable': 503,
} as const;

export function mountPaymentRoutes(app: Express, deps: Deps): void {
  const { payments, createPaymentMethod, startPayment, confirmPayment, refundPayment, settlePayment, logger } = deps;
  const find = async (id: string): Promise<PaymentRecord> => {
    const payment = await payments.find(id);
    if (!payment) throw new DomainError('payment-not-found', 'There is no such payment.');
    return payment;
  };

  implement(app, paymentApi, {
    listPaymentOptions: () => ({ items: [...deps.options] }),
    async createPaymentMethod({ body }) {
      const { token, card, expiresAt } = await createPaymentMethod(body);
      return { token, ...card, expiresAt: expiresAt.toISOString() };
    },
    async startPayment({ headers, body }) {
      const work = startPayment({ ...body, key: headers['idempotency-key'] });
      return present(await inTime(work, () => payments.findByOrder(body.orderId)));
    },
    getPayment: async ({ params }) => present(await find(params.id)),
    confirmPayment: async ({ params, body }) => present(await confirmPayment(await find(params.id), body.approve)),
    async refundPayment({ params, headers, body }) {
      const request = { key: headers['idempotency-key'], ...(body.amount && { amount: body.amount }) };
      const work = refundPayment(await find(params.id), request);
      return present(await inTime(work, () => payments.find(params.id)));
    },
    async syncPayment({ params }) {
      const payment = await find(params.id);
      // What is known is an answer too: a job goes on asking.
      const work = settlePayment(payment).catch((err: unknown) => {
        logger.warn({ err, paymentId: payment.id }, 'the provider could not be asked');
        return payment;
      });
      return present(await inTime(work, async () => payment));
    },
  });
}

const present = (payment: PaymentRecord): Payment => {
  const { id, orderId, amount, status, provider, card, message, redirectUrl, refunded, refundVersion, updatedAt } =
    payment;
  return {
    ...{ id, orderId, amount, status, provider },
    ...(card && { card }),
    ...(message && { message }),
    ...(redirectUrl && { redirectUrl }),
    ...(refunded > 0 && { refunded: { amount: refunded, currency: amount.currency } }),
    ...(refundVersion > 0 && { refundVersion }),
    updatedAt: updatedAt.toISOString(),
  };
};
