import type { Logger } from '@tessera/service-kit/logger';
import { DomainError } from '@tessera/service-kit/problem-error';
import { isStarting, type OwnedOrder } from '../domain/order.ts';
import type { OrderRepository } from '../domain/order-repository.ts';
import type { Payments } from '../domain/ports.ts';
import { applyPayment } from './apply-payment.ts';

interface Deps {
  readonly orders: OrderRepository;
  readonly payments: Payments;
  readonly logger: Logger;
}
export type StartPayment = (placed: OwnedOrder, paymentMethod: string) => Promise<OwnedOrder>;

/** Starts the payment of an order, and applies what the payment service answers. To be repeated until that is an outcome. */
export function createStartPayment({ orders, payments }: Omit<Deps, 'logger'>): StartPayment {
  return async (placed, paymentMethod) => {
    if (!isStarting(placed)) return placed;
    const { order } = placed;
    const state = await payments.start({ orderId: order.id, amount: order.total, paymentMethod }).then(
      (started) => applyPayment(orders, order.id, started),
      (error: unknown) => {
        if (!(error instanceof DomainError) || error.code !== 'payment-method-unknown') throw error;
        const message = 'The card details are no longer valid. Please enter them again.';
        return orders.change(order.id, { type: 'payment-failed', message });
      },
    );
    return state ?? placed;
  };
}

/** For the request that placed the order: whatever goes wrong here, the order stands and a job starts its payment. */
export function createStartPaymentOrLater({ logger, ...deps }: Deps): StartPayment {
  const startPayment = createStartPayment(deps);
  return async (placed, paymentMethod) => {
    try {
      return await startPayment(placed, paymentMethod);
    } catch (err) {
      logger.warn({ err, orderId: placed.order.id }, 'payment will be started later');
      return placed;
    }
  };
}
