import type { Logger } from '@tessera/service-kit/logger';
import type { PaymentRecord } from '../domain/payment.ts';
import type { PaymentProvider } from '../domain/payment-provider.ts';
import type { PaymentRepository } from '../domain/payment-repository.ts';
import type { createRefundPayment } from './refund-payment.ts';

const BATCH = 20;

interface Deps {
  readonly payments: PaymentRepository;
  readonly provider: PaymentProvider;
  readonly refundPayment: ReturnType<typeof createRefundPayment>;
  readonly logger: Logger;
}

/** Goes on with what is due: confirmations that come late, charges whose process died, refunds of cancelled orders. */
export function createRunDuePayments({ payments, provider, refundPayment, logger }: Deps) {
  const run = async (payment: PaymentRecord): Promise<void> => {
    if (payment.todo?.step === 'refund') await refundPayment(payment);
    else await payments.change(payment.id, { type: 'charged', outcome: await provider.charge(payment) });
  };
  return async (): Promise<void> => {
    const due = await payments.takeDue(BATCH);
    await Promise.all(
      due.map((payment) =>
        run(payment).catch((err: unknown) => logger.warn({ err, paymentId: payment.id }, 'will be tried again')),
      ),
    );
  };
}
