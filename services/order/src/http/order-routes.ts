import { orderApi } from '@tessera/contracts/api/order';
import type { Authenticate, Customer, Guest } from '@tessera/service-kit/caller';
import { DomainError } from '@tessera/service-kit/problem-error';
import { implement, reply } from '@tessera/service-kit/routes';
import type { Express } from 'express';
import type { Idempotency } from '../domain/idempotency.ts';
import { isOwnedBy, type OwnedOrder } from '../domain/order.ts';
import type { OrderRepository, Ownership } from '../domain/order-repository.ts';
import { callerOf } from '../domain/place.ts';
import type { createConfirmPayment } from '../use-cases/confirm-payment.ts';
import type { createPlaceOrder } from '../use-cases/place-order.ts';
import type { OrderStreams } from './order-streams.ts';

const ORDERS_PER_PAGE = 10;

interface Deps {
  readonly orders: OrderRepository;
  readonly idempotency: Idempotency;
  readonly placeOrder: ReturnType<typeof createPlaceOrder>;
  readonly confirmPayment: ReturnType<typeof createConfirmPayment>;
  readonly streams: OrderStreams;
  readonly authenticate: Authenticate;
}

/** HTTP status of each refusal. */
export const PROBLEMS = {
  'invalid-input': 400,
  'order-not-found': 404,
  'product-not-found': 409,
  'out-of-stock': 409,
  'price-changed': 409,
  'request-in-progress': 503,
  'illegal-transition': 409,
  'version-conflict': 409,
  'payment-not-waiting': 409,
  'idempotency-key-reused': 422,
  'too-many-streams': 503,
} as const;

export function mountOrderRoutes(app: Express, deps: Deps): void {
  const { orders, idempotency, placeOrder, confirmPayment, streams, authenticate } = deps;

  const own = async (id: string, caller: Guest | Customer): Promise<OwnedOrder> =>
    found(await orders.find(id), (state) => isOwnedBy(state, ownership(caller)));

  implement(
    app,
    orderApi,
    {
      async placeOrder({ headers, body, caller }) {
        const { paymentMethod, ...request } = body;
        const key = headers['idempotency-key'];
        const { replayed, ...answer } = await placeOrder({ owner: owner(caller), key, request, paymentMethod });
        return reply(answer, replayed ? { headers: { 'Idempotent-Replayed': 'true' } } : {});
      },
      async findPlacedOrder({ params, caller }) {
        const id = await idempotency.orderOf(callerOf(owner(caller)), params.key);
        const { order, payment } = found(id ? await orders.find(id) : null);
        return { order, payment };
      },
      async listOrders({ query: { page }, caller }) {
        const { items, total } = await orders.list(ownership(caller), {
          limit: ORDERS_PER_PAGE,
          offset: (page - 1) * ORDERS_PER_PAGE,
        });
        return { items, total, page, pageCount: Math.max(1, Math.ceil(total / ORDERS_PER_PAGE)) };
      },
      async getOrder({ params, caller }) {
        const { order, payment } = await own(params.id, caller);
        return { order, payment };
      },
      async streamOrder({ params, caller }, res) {
        streams.open(await own(params.id, caller), res);
      },
      async confirmPayment({ params, body, caller }) {
        const { order, payment } = await confirmPayment(await own(params.id, caller), body.approve);
        return { order, payment };
      },
      async cancelOrder({ params, caller }) {
        await own(params.id, caller);
        const command = { type: 'cancel', reason: 'You cancelled the order' } as const;
        return found(await orders.change(params.id, command)).order;
      },
      async advanceOrder({ params, body }) {
        return found(await orders.change(params.id, { type: 'advance', to: body.status })).order;
      },
    },
    { authenticate },
  );
}

/** A signed-in shopper's order is theirs alone, not also the browser's. */
const owner = (caller: Guest | Customer) =>
  caller.kind === 'customer' ? { userId: caller.userId, guestId: null } : { userId: null, guestId: caller.guestId };

const ownership = (caller: Guest | Customer): Ownership =>
  caller.kind === 'customer' ? { userId: caller.userId, guestId: caller.guestId } : { guestId: caller.guestId };

function found(state: OwnedOrder | null, permitted: (state: OwnedOrder) => boolean = () => true): OwnedOrder {
  if (state && permitted(state)) return state;
  throw new DomainError('order-not-found', 'There is no such order.');
}
