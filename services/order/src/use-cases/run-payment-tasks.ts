import type { Logger } from '@tessera/service-kit/logger';
import type { OrderRepository } from '../domain/order-repository.ts';
import type { PaymentTask, PaymentTasks } from '../domain/payment-tasks.ts';
import type { Payments } from '../domain/ports.ts';
import { commandFor } from './command-for-payment.ts';
import type { StartPayment } from './start-payment.ts';

const BATCH = 20;

interface Deps {
  readonly tasks: PaymentTasks;
  readonly orders: OrderRepository;
  readonly payments: Payments;
  readonly startPayment: StartPayment;
  readonly logger: Logger;
}

/** Makes the calls to the payment service that a request could not make, or did not live to make. */
export function createRunPaymentTasks({ tasks, orders, payments, startPayment, logger }: Deps) {
  const run = async (task: PaymentTask): Promise<void> => {
    if (task.kind === 'start') {
      const placed = await orders.find(task.orderId);
      if (placed) await startPayment(placed, task.paymentMethod);
    } else {
      await orders.change(task.orderId, commandFor(await payments.refund(task.paymentId)));
    }
    await tasks.done(task);
  };

  return async (): Promise<void> => {
    const due = await tasks.take(BATCH);
    await Promise.all(
      due.map((task) =>
        run(task).catch((err: unknown) =>
          logger.warn({ err, orderId: task.orderId, kind: task.kind }, 'will be tried again'),
        ),
      ),
    );
  };
}
