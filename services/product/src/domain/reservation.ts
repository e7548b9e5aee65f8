import type { Reservation } from '@tessera/contracts/api/product';
import { DomainError } from '@tessera/service-kit/problem-error';

export type StockLine = Reservation['lines'][number];

export interface StockLevel {
  readonly productId: string;
  readonly name: string;
  /** On hand and not reserved. */
  readonly available: number;
  readonly onSale: boolean;
}

/** Added to the counts of one product. */
export interface StockMove {
  readonly productId: string;
  readonly onHand: number;
  readonly reserved: number;
}

/** Fewer than this is low. */
export const LOW_STOCK = 5;

function sameLines(a: readonly StockLine[], b: readonly StockLine[]): boolean {
  const key = (lines: readonly StockLine[]) =>
    lines
      .map((line) => `${line.productId}*${line.quantity}`)
      .toSorted()
      .join();
  return key(a) === key(b);
}

export const reservationNotFound = () =>
  new DomainError('reservation-not-found', 'Nothing was reserved for this order.');
const reservationReleased = () =>
  new DomainError('reservation-released', 'What was held for this order was given free again.');

/** All lines or none: throws naming every product that is short. */
export function assertAvailable(lines: readonly StockLine[], levels: readonly StockLevel[]): void {
  const faults = lines.flatMap((line, index) => {
    const level = levels.find((candidate) => candidate.productId === line.productId);
    if (!level?.onSale) throw new DomainError('product-not-found', `Product ${line.productId} is not on sale.`);
    if (level.available >= line.quantity) return [];
    const message = level.available > 0 ? `Only ${level.available} left of ${level.name}` : `${level.name} is sold out`;
    return [{ path: `lines.${index}.quantity`, message }];
  });
  if (faults.length > 0) {
    throw new DomainError('out-of-stock', `${faults.map((fault) => fault.message).join('. ')}.`, { errors: faults });
  }
}

/** Whether all lines are there, also of products that are off sale by now. */
export const isLeft = (lines: readonly StockLine[], levels: readonly StockLevel[]): boolean =>
  lines.every((line) => levels.some((level) => level.productId === line.productId && level.available >= line.quantity));

/** The same request again has the same answer; one that has ended is not revived, because its end was announced. */
export function repeatReservation(existing: Reservation, lines: readonly StockLine[]): Reservation {
  if (!sameLines(existing.lines, lines)) {
    throw new DomainError('reservation-conflict', 'This order has a reservation for other lines.');
  }
  if (existing.status === 'released' || existing.status === 'expired') {
    throw new DomainError('reservation-conflict', 'The reservation of this order has ended. Place a new order.');
  }
  return existing;
}

/** One move a product, which is all that one UPDATE can apply. */
export function sumMoves(moves: readonly StockMove[]): StockMove[] {
  const sums = new Map<string, StockMove>();
  for (const move of moves) {
    const sum = sums.get(move.productId) ?? { ...move, onHand: 0, reserved: 0 };
    sums.set(move.productId, { ...sum, onHand: sum.onHand + move.onHand, reserved: sum.reserved + move.reserved });
  }
  return [...sums.values()];
}

/** What came back from a shopper is on hand again. */
export const restock = (lines: readonly StockLine[]): StockMove[] =>
  sumMoves(lines.map(({ productId, quantity }) => ({ productId, onHand: quantity, reserved: 0 })));

export interface Settlement {
  readonly reservation: Reservation;
  readonly moves: readonly StockMove[];
}

const settle = (
  reservation: Reservation,
  status: Reservation['status'],
  move: (quantity: number) => Omit<StockMove, 'productId'>,
): Settlement => ({
  reservation: { ...reservation, status },
  moves: reservation.lines.map((line) => ({ productId: line.productId, ...move(line.quantity) })),
});
const unchanged = (reservation: Reservation): Settlement => ({ reservation, moves: [] });

/** The held units leave the house. */
export function commit(reservation: Reservation): Settlement {
  switch (reservation.status) {
    case 'held':
      return settle(reservation, 'committed', (quantity) => ({ onHand: -quantity, reserved: -quantity }));
    case 'committed':
      return unchanged(reservation);
    case 'expired':
    case 'released':
      throw reservationReleased();
  }
}

/** The units of a hold that ran out leave the house all the same: its order was paid, and they are still there. */
export const takeAgain = (expired: Reservation): Settlement =>
  settle(expired, 'committed', (quantity) => ({ onHand: -quantity, reserved: 0 }));

/** A held reservation's time is over. */
export const expire = (held: Reservation): Settlement =>
  settle(held, 'expired', (quantity) => ({ onHand: 0, reserved: -quantity }));

/** The held units are free again. */
export function release(reservation: Reservation): Settlement {
  switch (reservation.status) {
    case 'held':
      return settle(reservation, 'released', (quantity) => ({ onHand: 0, reserved: -quantity }));
    case 'expired':
      return { reservation: { ...reservation, status: 'released' }, moves: [] };
    case 'released':
      return unchanged(reservation);
    case 'committed':
      throw new DomainError('reservation-committed', 'What was held for this order has been sold.');
  }
}

/** The order was called off. Orders are only cancelled before they are shipped, so sold units are still in the house. */
export function callOff(reservation: Reservation): Settlement {
  return reservation.status === 'committed'
    ? settle(reservation, 'released', (quantity) => ({ onHand: quantity, reserved: 0 }))
    : release(reservation);
}
