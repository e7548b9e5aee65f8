import type { Order } from '@tessera/contracts/api/order';
import type { Money } from '@tessera/contracts/money';
import { DomainError } from '@tessera/service-kit/problem-error';
import type { OrderRepository } from '../domain/order-repository.ts';
import type { Once, OnlyOnce } from './only-once.ts';

interface Deps {
  readonly onlyOnce: OnlyOnce;
  readonly orders: OrderRepository;
}
export interface RefundOrder {
  readonly caller: string;
  readonly key: string;
  readonly orderId: string;
  readonly amount: Money;
  readonly reason: string;
}

/** Promises a part of the money back, or all that is left: a task then sees to it. Once for one key. */
export function createRefundOrder({ onlyOnce, orders }: Deps) {
  return ({ caller, key, orderId, amount, reason }: RefundOrder): Promise<Once<Order>> =>
    onlyOnce({ caller, key, content: ['refund', orderId, amount, reason] }, async ({ subjectId: id }) => {
      const state = await orders.change(orderId, { type: 'refund', id, amount, reason });
      if (!state) throw new DomainError('order-not-found', 'There is no such order.');
      return state.order;
    });
}
