import type { Reservation } from '@tessera/contracts/api/product';
import type { EventEnvelope } from '@tessera/contracts/events/event';
import type { StockLevel, StockMove } from './reservation.ts';

/** Stock and reservations, inside one transaction. */
export interface StockLedger {
  /** False when the order has a reservation already; waits for a rival that is just making it. */
  open(reservation: Reservation): Promise<boolean>;
  /** Locked until the transaction ends. */
  find(orderId: string): Promise<Reservation | undefined>;
  /** Held ones whose time is over, locked; those that somebody else holds locked are skipped. */
  findExpired(now: Date, limit: number): Promise<Reservation[]>;
  setStatus(orderIds: readonly string[], status: Reservation['status']): Promise<void>;
  /** Also of products off sale; locked in the order of ids. */
  levels(productIds: readonly string[]): Promise<StockLevel[]>;
  /** One move a product; a new count on hand is a new version of it. Returns the new levels. */
  move(moves: readonly StockMove[]): Promise<StockLevel[]>;
  /** Sent if and only if the transaction commits. */
  emit(envelopes: readonly EventEnvelope[]): Promise<void>;
}

export interface StockTransactions {
  run<Result>(work: (ledger: StockLedger) => Promise<Result>): Promise<Result>;
  /** Runs the work in the transaction that notes the event as seen; a repeat does nothing. */
  once(envelope: EventEnvelope, work: (ledger: StockLedger) => Promise<void>): Promise<void>;
}
