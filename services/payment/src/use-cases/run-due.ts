import type { Logger } from '@tessera/service-kit/logger';
import type { PaymentRepository } from '../domain/payment-repository.ts';
import type { RefundRepository } from '../domain/refund-repository.ts';
import { providerFailures } from '../metrics.ts';
import type { GiveBack } from './give-back.ts';
import type { SettlePayment } from './settle-payment.ts';

const BATCH = 20;

interface Deps {
  readonly payments: PaymentRepository;
  readonly refunds: RefundRepository;
  readonly settlePayment: SettlePayment;
  readonly giveBack: GiveBack;
  readonly logger: Logger;
}

/**
 * Goes on with what nobody else has settled: charges whose process died, payments and refunds whose webhook got lost,
 * shoppers who never came back, refunds of cancelled orders.
 */
export function createRunDue({ payments, refunds, settlePayment, giveBack, logger }: Deps) {
  const later = (kind: 'payment' | 'refund', id: string) => (err: unknown) => {
    providerFailures.inc({ kind });
    logger.warn({ err, [`${kind}Id`]: id }, 'will be tried again');
  };
  return async (): Promise<void> => {
    const [duePayments, dueRefunds] = [await payments.takeDue(BATCH), await refunds.takeDue(BATCH)];
    await Promise.all([
      ...duePayments.map((payment) => settlePayment(payment).catch(later('payment', payment.id))),
      ...dueRefunds.map((refund) => giveBack(refund).catch(later('refund', refund.id))),
    ]);
  };
}
