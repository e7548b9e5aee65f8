import type { Logger } from '@tessera/service-kit/logger';
import { DomainError } from '@tessera/service-kit/problem-error';
import { isStarting } from '../domain/order.ts';
import type { OrderRepository } from '../domain/order-repository.ts';
import type { PaymentTask, PaymentTasks, RefundTask } from '../domain/payment-tasks.ts';
import type { Payments } from '../domain/ports.ts';
import { applyPayment } from './apply-payment.ts';
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
export function createRunPaymentTasks(deps: Deps) {
  const { tasks, orders, startPayment, logger } = deps;
  const run = async (task: PaymentTask): Promise<void> => {
    const state = await orders.find(task.orderId);
    if (state && task.kind === 'start' && isStarting(await startPayment(state, task.paymentMethod))) return;
    if (state && task.kind === 'refund') await giveBack(deps, task, state.order.total.currency);
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

/** The refund's id is its key: however often this is called, the money goes back once. */
async function giveBack({ orders, payments, logger }: Deps, task: RefundTask, currency: string): Promise<void> {
  const { id, orderId, paymentId, amount } = task;
  const call = { id, paymentId, ...(amount !== undefined && { amount: { amount, currency } }) };
  const payment = await payments.refund(call).catch(async (error: unknown) => {
    if (!(error instanceof DomainError)) throw error;
    logger.warn({ orderId, refundId: id, code: error.code }, 'there was nothing left to give back for this refund');
    await orders.change(orderId, { type: 'refund-refused', id });
    return payments.get(paymentId);
  });
  await applyPayment(orders, orderId, payment);
}
