import type { Order, OrderStatus, OrderSummary } from '@tessera/contracts/api/order';
import type { EventEnvelope } from '@tessera/contracts/events/event';
import type { OrderCommand } from './decide.ts';
import type { OwnedOrder } from './order.ts';

/** Whose orders: a signed-in shopper may also own those of the guest that they were before. */
export interface Ownership {
  readonly userId?: string;
  readonly guestId?: string;
}

interface Listed<Item> {
  readonly items: Item[];
  readonly total: number;
}

export interface OrderRepository {
  /**
   * Stores a new order, `order.placed` and the task to start its payment in one transaction. An order number that is
   * taken is replaced: the answer is what was stored. An order that is there already is left alone and answered.
   */
  insert(state: OwnedOrder, paymentMethod: string): Promise<OwnedOrder>;
  find(id: string): Promise<OwnedOrder | null>;
  list(owner: Ownership, page: { limit: number; offset: number }): Promise<Listed<OrderSummary>>;
  /** Everybody's: those in a status longest in it first, others newest first. */
  listAll(
    wanted: { status?: OrderStatus; number?: string },
    page: { limit: number; offset: number },
  ): Promise<Listed<Order>>;
  /** Those of the given orders whose version differs from the one given. */
  changedSince(versions: ReadonlyMap<string, number>): Promise<OwnedOrder[]>;
  /**
   * Decides on the order as it is now, under a lock, and stores the outcome with its events and follow-up tasks in one
   * transaction. With a `cause` the effect happens once for that event.
   * Null for an order that does not exist.
   */
  change(id: string, command: OrderCommand, cause?: EventEnvelope): Promise<OwnedOrder | null>;
  /** Orders that have been in a status since before `since`, oldest first. */
  restingIn(statuses: readonly OrderStatus[], since: Date, limit: number): Promise<OwnedOrder[]>;
}
