import type { Reservation } from '@tessera/contracts/api/product';
import type { ProductEvents } from '../domain/product-events.ts';
import { assertAvailable, repeatReservation, reservationNotFound, type StockLine } from '../domain/reservation.ts';
import type { StockTransactions } from '../domain/stock-ledger.ts';

export interface ReservationRequest {
  readonly orderId: string;
  readonly lines: StockLine[];
  readonly expiresAt: string;
}

/** Holds all lines or none; the same order again gets the reservation that it has. */
export const reserveStock =
  ({ stock, events }: { stock: StockTransactions; events: ProductEvents }) =>
  (request: ReservationRequest): Promise<Reservation> =>
    stock.run(async (ledger) => {
      const expiresAt = new Date(request.expiresAt).toISOString();
      const reservation: Reservation = { ...request, expiresAt, status: 'held' };
      if (!(await ledger.open(reservation))) {
        const existing = await ledger.find(request.orderId);
        if (!existing) throw reservationNotFound();
        return repeatReservation(existing, request.lines);
      }
      const before = await ledger.levels(request.lines.map((line) => line.productId));
      assertAvailable(request.lines, before);
      const after = await ledger.move(
        request.lines.map(({ productId, quantity }) => ({ productId, onHand: 0, reserved: quantity })),
      );
      await ledger.emit([events.reserved(reservation), ...events.low(before, after)]);
      return reservation;
    });
