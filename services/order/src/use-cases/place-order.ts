import { createHash } from 'node:crypto';
import { formatMoney } from '@tessera/contracts/format-money';
import type { Logger } from '@tessera/service-kit/logger';
import { DomainError } from '@tessera/service-kit/problem-error';
import type { Clock } from '@tessera/service-kit/system';
import type { Attempt, Claim, Idempotency, PlacedAnswer } from '../domain/idempotency.ts';
import type { OwnedOrder } from '../domain/order.ts';
import { newOrderNumber } from '../domain/order-number.ts';
import type { OrderRepository } from '../domain/order-repository.ts';
import { assertOrderable, callerOf, type OrderRequest, type Owner, place, priceOrder } from '../domain/place.ts';
import type { Catalogue } from '../domain/ports.ts';
import type { StartPayment } from './start-payment.ts';

const RESERVATION_MS = 30 * 60_000;
/** Less than the deadline of the request that waits. */
const PATIENCE_MS = 8_000;
const POLL_MS = 60;

interface Deps {
  readonly idempotency: Idempotency;
  readonly catalogue: Catalogue;
  readonly orders: OrderRepository;
  readonly startPayment: StartPayment;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly logger: Logger;
}
export interface PlaceOrder {
  readonly owner: Owner;
  readonly key: string;
  readonly request: OrderRequest;
  readonly paymentMethod: string;
}

/** One order for one key of one caller, however often and however parallel it is asked for. */
export function createPlaceOrder(deps: Deps) {
  const { idempotency, orders, startPayment, newId } = deps;

  return async (command: PlaceOrder): Promise<PlacedAnswer & { replayed: boolean }> => {
    const { owner, key, request, paymentMethod } = command;
    assertOrderable(request);
    const claim = await claimPatiently(idempotency, {
      caller: callerOf(owner),
      key,
      fingerprint: fingerprint(request),
      orderId: newId(),
    });
    if (claim.kind === 'answered') return { ...claim.answer, replayed: true };
    if (claim.kind === 'reused') {
      throw new DomainError('idempotency-key-reused', 'This Idempotency-Key belongs to an order with other contents.');
    }
    if (claim.kind === 'busy') {
      throw new DomainError('request-in-progress', 'This order is being placed already. Look again in a moment.');
    }
    const { attempt } = claim;
    const placed = (await orders.find(attempt.orderId)) ?? (await takeOrder(deps, attempt, command));
    const { order, payment } = await startPayment(placed, paymentMethod);
    await idempotency.answer(attempt, { order, payment });
    return { order, payment, replayed: false };
  };
}

/** The payment method is left out: a form that is sent twice brings a second token for the same card. */
const fingerprint = ({ email, shippingAddress, lines, expectedTotal }: OrderRequest): string =>
  createHash('sha256')
    .update(JSON.stringify([email, shippingAddress, lines, expectedTotal]))
    .digest('hex');

async function claimPatiently(idempotency: Idempotency, request: Parameters<Idempotency['claim']>[0]): Promise<Claim> {
  for (const until = Date.now() + PATIENCE_MS; ; ) {
    const claim = await idempotency.claim(request);
    if (claim.kind !== 'busy' || Date.now() > until) return claim;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function takeOrder(deps: Deps, attempt: Attempt, { owner, request, paymentMethod }: PlaceOrder) {
  const { idempotency, catalogue, orders, clock } = deps;
  let state: OwnedOrder;
  try {
    const priced = priceOrder(request.lines, await catalogue.find(request.lines.map(({ productId }) => productId)));
    assertExpected(request, priced.total);
    const now = clock.now();
    state = place(request, priced, owner, { id: attempt.orderId, number: newOrderNumber(), now });
  } catch (error) {
    await idempotency.forget(attempt);
    throw error;
  }
  try {
    await catalogue.reserve(
      attempt.orderId,
      request.lines,
      new Date(Date.parse(state.order.placedAt) + RESERVATION_MS),
    );
    return await orders.insert(state, paymentMethod);
  } catch (error) {
    return await recover(deps, attempt, error);
  }
}

function assertExpected({ expectedTotal }: OrderRequest, total: OrderRequest['expectedTotal']): void {
  if (expectedTotal.amount === total.amount && expectedTotal.currency === total.currency) return;
  throw new DomainError(
    'price-changed',
    `Prices have changed: the total is now ${formatMoney(total)}. Please check your order and try again.`,
  );
}

/** A step failed, or only its answer got lost. Stock is freed only when it is certain that there is no order. */
async function recover(
  { orders, catalogue, idempotency, logger }: Deps,
  attempt: Attempt,
  error: unknown,
): Promise<OwnedOrder> {
  const stored = await orders.find(attempt.orderId);
  if (stored) return stored;
  // A refusal by the catalogue has reserved nothing.
  if (!(error instanceof DomainError)) {
    await catalogue
      .release(attempt.orderId)
      .catch((err: unknown) => logger.warn({ err, orderId: attempt.orderId }, 'reservation is left to expire'));
  }
  await idempotency.forget(attempt);
  throw error;
}
