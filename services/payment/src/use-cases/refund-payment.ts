import type { Logger } from '@tessera/service-kit/logger';
import type { PaymentRecord } from '../domain/payment.ts';
import type { PaymentRepository } from '../domain/payment-repository.ts';
import type { RefundRequest } from '../domain/refund.ts';
import type { RefundRepository } from '../domain/refund-repository.ts';
import type { GiveBack } from './give-back.ts';

interface Deps {
  readonly payments: PaymentRepository;
  readonly refunds: RefundRepository;
  readonly giveBack: GiveBack;
  readonly logger: Logger;
}

/** A key gives once, however often it asks; all keys together never more than was taken. Throws as `planRefund` does. */
export function createRefundPayment({ payments, refunds, giveBack, logger }: Deps) {
  return async (payment: PaymentRecord, request: RefundRequest): Promise<PaymentRecord> => {
    const refund = await refunds.open(payment.id, request);
    if (refund?.status === 'pending') {
      await giveBack(refund).catch((err: unknown) =>
        logger.warn({ err, refundId: refund.id }, 'the refund will be tried again'),
      );
    }
    return (await payments.find(payment.id)) ?? payment;
  };
}
