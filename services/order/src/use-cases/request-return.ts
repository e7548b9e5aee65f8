import type { Order, OrderReturn } from '@tessera/contracts/api/order';
import { DomainError } from '@tessera/service-kit/problem-error';
import type { OrderRepository } from '../domain/order-repository.ts';
import type { Once, OnlyOnce } from './only-once.ts';

interface Deps {
  readonly onlyOnce: OnlyOnce;
  readonly orders: OrderRepository;
}
export interface ReturnRequest {
  readonly key: string;
  readonly orderId: string;
  readonly lines: OrderReturn['lines'];
  readonly reason: string;
}

/** Notes that goods will come back. Once for one key of an order, whoever of those who may see it asks. */
export function createRequestReturn({ onlyOnce, orders }: Deps) {
  return ({ key, orderId, lines, reason }: ReturnRequest): Promise<Once<Order>> =>
    onlyOnce({ caller: `order:${orderId}`, key, content: ['return', lines, reason] }, async ({ subjectId: id }) => {
      const state = await orders.change(orderId, { type: 'request-return', id, lines, reason });
      if (!state) throw new DomainError('order-not-found', 'There is no such order.');
      return state.order;
    });
}
