import type { Reservation } from '@tessera/contracts/api/product';
import type { ProductEvents } from '../domain/product-events.ts';
import {
  callOff,
  commit,
  isLeft,
  release,
  reservationNotFound,
  type Settlement,
  takeAgain,
} from '../domain/reservation.ts';
import type { StockLedger, StockTransactions } from '../domain/stock-ledger.ts';

async function find(ledger: StockLedger, orderId: string): Promise<Reservation> {
  const reservation = await ledger.find(orderId);
  if (!reservation) throw reservationNotFound();
  return reservation;
}

/** Returns the new levels. */
async function apply(ledger: StockLedger, before: Reservation, { reservation, moves }: Settlement) {
  if (reservation.status !== before.status) await ledger.setStatus([reservation.orderId], reservation.status);
  return moves.length > 0 ? ledger.move(moves) : [];
}

/** How a reservation ends, inside a transaction of the caller's. */
export function settlements(events: ProductEvents) {
  const freeing = (decide: typeof release) => async (ledger: StockLedger, orderId: string) => {
    const before = await find(ledger, orderId);
    const settlement = decide(before);
    await apply(ledger, before, settlement);
    if (settlement.moves.length > 0) await ledger.emit([events.released(settlement.reservation, 'cancelled')]);
    return settlement.reservation;
  };

  const sellHeld = async (ledger: StockLedger, before: Reservation) => {
    const settlement = commit(before);
    await apply(ledger, before, settlement);
    return settlement.reservation;
  };

  /** False when too few are left. */
  const sellExpired = async (ledger: StockLedger, expired: Reservation) => {
    const before = await ledger.levels(expired.lines.map(({ productId }) => productId));
    if (!isLeft(expired.lines, before)) return false;
    const after = await apply(ledger, expired, takeAgain(expired));
    await ledger.emit([events.reserved(expired), ...events.low(before, after)]);
    return true;
  };

  return {
    commit: async (ledger: StockLedger, orderId: string) => sellHeld(ledger, await find(ledger, orderId)),
    release: freeing(release),
    callOff: freeing(callOff),
    /**
     * The order is paid: what was held is sold. When the hold ran out before this was known, the units are taken from what
     * is left; when too few are, or the hold was given up, the order service is told, which returns the money.
     */
    async sell(ledger: StockLedger, orderId: string): Promise<'held' | 'taken-again' | 'sold-out'> {
      const reservation = await find(ledger, orderId);
      if (reservation.status === 'held' || reservation.status === 'committed') {
        await sellHeld(ledger, reservation);
        return 'held';
      }
      if (reservation.status === 'expired' && (await sellExpired(ledger, reservation))) return 'taken-again';
      await ledger.emit([events.released(reservation, 'sold-out')]);
      return 'sold-out';
    },
  };
}

export const settleReservation = ({ stock, events }: { stock: StockTransactions; events: ProductEvents }) => {
  const { commit, release } = settlements(events);
  return {
    commitReservation: (orderId: string) => stock.run((ledger) => commit(ledger, orderId)),
    releaseReservation: (orderId: string) => stock.run((ledger) => release(ledger, orderId)),
  };
};
