import type { Logger } from '@tessera/service-kit/logger';
import { isStarting, type OwnedOrder } from '../domain/order.ts';
import type { OrderRepository } from '../domain/order-repository.ts';
import type { Payments } from '../domain/ports.ts';
import { applyPayment } from './apply-payment.ts';

interface Deps {
  readonly orders: OrderRepository;
  readonly payments: Payments;
  readonly logger: Logger;
}

/**
 * The shopper may just have come back from the provider's page, before its webhook, or may have to go there, which was not
 * known yet when the payment was started: asks how the payment stands. The order as it is known is good enough when nobody
 * can tell.
 */
export function createCatchUpWithPayment({ orders, payments, logger }: Deps) {
  return async (state: OwnedOrder): Promise<OwnedOrder> => {
    const { order, payment } = state;
    const isAway = payment.status === 'requires-action' && payment.redirectUrl !== undefined;
    const waits = isStarting(state) || (order.status === 'pending-payment' && isAway);
    if (!waits || !payment.id) return state;
    try {
      return (await applyPayment(orders, order.id, await payments.sync(payment.id))) ?? state;
    } catch (err) {
      logger.warn({ err, orderId: order.id }, 'how its payment stands is not known yet');
      return state;
    }
  };
}
