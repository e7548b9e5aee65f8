import type { Order } from '@tessera/contracts/api/order';
import { formatMoney } from '@tessera/contracts/format-money';
import type { Logger } from '@tessera/service-kit/logger';
import { DomainError } from '@tessera/service-kit/problem-error';
import type { Clock } from '@tessera/service-kit/system';
import type { Attempt, Idempotency } from '../domain/idempotency.ts';
import type { OwnedOrder } from '../domain/order.ts';
import { newOrderNumber } from '../domain/order-number.ts';
import type { OrderRepository } from '../domain/order-repository.ts';
import { assertOrderable, callerOf, type OrderRequest, type Owner, place, priceOrder } from '../domain/place.ts';
import type { Catalogue } from '../domain/ports.ts';
import { RESERVATION_MS } from '../domain/reservation.ts';
import type { Once, OnlyOnce } from './only-once.ts';
import type { StartPayment } from './start-payment.ts';

interface Deps {
  readonly onlyOnce: OnlyOnce;
  readonly idempotency: Idempotency;
  readonly catalogue: Catalogue;
  readonly orders: OrderRepository;
  readonly startPayment: StartPayment;
  readonly clock: Clock;
  readonly logger: Logger;
}
export interface PlaceOrder {
  readonly owner: Owner;
  readonly key: string;
  readonly request: OrderRequest;
  readonly paymentMethod: string;
}
interface Placed {
  readonly order: Order;
  readonly payment: OwnedOrder['payment'];
}

/** One order for one key of one caller, however often and however parallel it is asked for. */
export function createPlaceOrder(deps: Deps) {
  const { onlyOnce, orders, startPayment } = deps;

  return async (command: PlaceOrder): Promise<Once<Placed>> => {
    const { owner, key, request, paymentMethod } = command;
    assertOrderable(request);
    const content = contentOf(request);
    return onlyOnce({ caller: callerOf(owner), key, content }, async (attempt) => {
      const placed = (await orders.find(attempt.subjectId)) ?? (await takeOrder(deps, attempt, command));
      const { order, payment } = await startPayment(placed, paymentMethod);
      return { order, payment };
    });
  };
}

/** The payment method is left out: a form that is sent twice brings a second token for the same card. */
const contentOf = ({ email, shippingAddress, lines, expectedTotal }: OrderRequest) => [
  email,
  shippingAddress,
  lines,
  expectedTotal,
];

async function takeOrder(deps: Deps, attempt: Attempt, { owner, request, paymentMethod }: PlaceOrder) {
  const { catalogue, orders, clock } = deps;
  let state: OwnedOrder;
  try {
    const priced = priceOrder(request.lines, await catalogue.find(request.lines.map(({ productId }) => productId)));
    assertExpected(request, priced.total);
    state = place(request, priced, owner, { id: attempt.subjectId, number: newOrderNumber(), now: clock.now() });
  } catch (error) {
    return giveUp(deps, attempt, error, attempt.resumed ? 'perhaps-held' : 'nothing-held');
  }
  try {
    const expiresAt = new Date(Date.parse(state.order.placedAt) + RESERVATION_MS);
    await catalogue.reserve(attempt.subjectId, request.lines, expiresAt);
    return await orders.insert(state, paymentMethod);
  } catch (error) {
    const stored = await orders.find(attempt.subjectId);
    if (stored) return stored;
    // A refusal by the catalogue has reserved nothing.
    return giveUp(deps, attempt, error, error instanceof DomainError ? 'nothing-held' : 'perhaps-held');
  }
}

function assertExpected({ expectedTotal }: OrderRequest, total: OrderRequest['expectedTotal']): void {
  if (expectedTotal.amount === total.amount && expectedTotal.currency === total.currency) return;
  throw new DomainError(
    'price-changed',
    `Prices have changed: the total is now ${formatMoney(total)}. Please check your order and try again.`,
  );
}

/** There is no order. The key is free again only when it is certain that no stock is held for it. */
async function giveUp(
  { catalogue, idempotency, logger }: Deps,
  attempt: Attempt,
  error: unknown,
  stock: 'nothing-held' | 'perhaps-held',
): Promise<never> {
  if (stock === 'perhaps-held') {
    try {
      await catalogue.release(attempt.subjectId);
    } catch (err) {
      const refused = error instanceof DomainError;
      if (!refused || !isNothingHeld(err)) {
        logger.warn({ err, orderId: attempt.subjectId }, 'stock is left to the next try under this key, or to expire');
        await idempotency.handOver(attempt);
        throw refused ? err : error;
      }
    }
  }
  await idempotency.forget(attempt);
  throw error;
}

const isNothingHeld = (error: unknown) => error instanceof DomainError && error.code === 'reservation-not-found';
