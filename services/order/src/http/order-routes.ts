import { ORDER_ACCESS_HEADER, orderApi } from '@tessera/contracts/api/order';
import type { Customer, Guest } from '@tessera/service-kit/caller';
import { implement, reply } from '@tessera/service-kit/routes';
import type { Express } from 'express';
import type { OrderCommand } from '../domain/decide.ts';
import type { Idempotency } from '../domain/idempotency.ts';
import type { OwnedOrder } from '../domain/order.ts';
import type { OrderRepository } from '../domain/order-repository.ts';
import { callerOf } from '../domain/place.ts';
import type { createCatchUpWithPayment } from '../use-cases/catch-up-with-payment.ts';
import type { createConfirmPayment } from '../use-cases/confirm-payment.ts';
import type { Once } from '../use-cases/only-once.ts';
import type { createPlaceOrder } from '../use-cases/place-order.ts';
import type { createRefundOrder } from '../use-cases/refund-order.ts';
import type { createRequestReturn } from '../use-cases/request-return.ts';
import { livesOf, type OrderAccess, orderNotFound, owner, ownership } from './order-access.ts';
import type { OrderStreams } from './order-streams.ts';
import { paged } from './paged.ts';

interface Deps {
  readonly orders: OrderRepository;
  readonly idempotency: Idempotency;
  readonly placeOrder: ReturnType<typeof createPlaceOrder>;
  readonly confirmPayment: ReturnType<typeof createConfirmPayment>;
  readonly catchUpWithPayment: ReturnType<typeof createCatchUpWithPayment>;
  readonly refundOrder: ReturnType<typeof createRefundOrder>;
  readonly requestReturn: ReturnType<typeof createRequestReturn>;
  readonly streams: OrderStreams;
  readonly access: OrderAccess;
}
interface Asked {
  readonly params: { readonly id: string };
  readonly caller: Guest | Customer;
  readonly headers: { readonly [ORDER_ACCESS_HEADER]?: string | undefined };
}

export function mountOrderRoutes(app: Express, deps: Deps): void {
  const { orders, idempotency, access, streams } = deps;
  const reach = async ({ params, caller, headers }: Asked) =>
    access.admit(await orders.find(params.id), caller, headers[ORDER_ACCESS_HEADER]);
  const own = async (asked: Omit<Asked, 'headers'>) => access.own(await orders.find(asked.params.id), asked.caller);
  const change = async (id: string, command: OrderCommand) => found(await orders.change(id, command)).order;

  implement(
    app,
    orderApi,
    {
      async placeOrder({ headers, body, caller }) {
        const { paymentMethod, ...request } = body;
        const key = headers['idempotency-key'];
        return told(await deps.placeOrder({ owner: owner(caller), key, request, paymentMethod }));
      },
      async findPlacedOrder({ params, caller }) {
        for (const each of livesOf(caller)) {
          const id = await idempotency.subjectOf(callerOf(each), params.key);
          if (id) return withPayment(found(await orders.find(id)));
        }
        return withPayment(found(null));
      },
      async listOrders({ query: { page }, caller }) {
        return paged(page, (limits) => orders.list(ownership(caller), limits));
      },
      async getOrder(asked) {
        return withPayment(await deps.catchUpWithPayment(await reach(asked)));
      },
      async streamOrder(asked, res) {
        streams.open(await reach(asked), res);
      },
      async confirmPayment(asked) {
        return withPayment(await deps.confirmPayment(await own(asked), asked.body.approve));
      },
      async cancelOrder(asked) {
        await reach(asked);
        return change(asked.params.id, { type: 'cancel', reason: 'You cancelled the order' });
      },
      async requestReturn(asked) {
        await reach(asked);
        const { headers, params, body } = asked;
        return told(await deps.requestReturn({ key: headers['idempotency-key'], orderId: params.id, ...body }));
      },
      async advanceOrder({ params, body: { status: to, ...rest } }) {
        return change(params.id, { type: 'advance', to, ...rest });
      },
      async decideReturn({ params, body }) {
        return change(params.id, { type: 'decide-return', id: params.returnId, ...body });
      },
      async refundOrder({ params, headers, body, caller }) {
        const request = { caller: callerOf(owner(caller)), key: headers['idempotency-key'], orderId: params.id };
        return told(await deps.refundOrder({ ...request, ...body }));
      },
      async listAllOrders({ query: { page, ...wanted } }) {
        return paged(page, (limits) => orders.listAll(wanted, limits));
      },
    },
    { authenticate: access.authenticate },
  );
}

const told = <Answer>({ answer, replayed }: Once<Answer>) =>
  reply(answer, replayed ? { headers: { 'Idempotent-Replayed': 'true' } } : {});

const withPayment = ({ order, payment }: OwnedOrder) => ({ order, payment });

function found(state: OwnedOrder | null): OwnedOrder {
  if (!state) throw orderNotFound();
  return state;
}
