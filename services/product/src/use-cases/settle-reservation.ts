import type { Reservation } from '@tessera/contracts/api/product';
import type { ProductEvents } from '../domain/product-events.ts';
import { callOff, commit, release, reservationNotFound, type Settlement } from '../domain/reservation.ts';
import type { StockLedger, StockTransactions } from '../domain/stock-ledger.ts';

async function settle(
  ledger: StockLedger,
  orderId: string,
  decide: (reservation: Reservation) => Settlement,
): Promise<Settlement> {
  const existing = await ledger.find(orderId);
  if (!existing) throw reservationNotFound();
  const settlement = decide(existing);
  if (settlement.moves.length > 0) {
    await ledger.move(settlement.moves);
    await ledger.setStatus([orderId], settlement.reservation.status);
  }
  return settlement;
}

/** How a reservation ends, inside a transaction of the caller's. */
export function settlements(events: ProductEvents) {
  const freeing = (decide: typeof release) => async (ledger: StockLedger, orderId: string) => {
    const { reservation, moves } = await settle(ledger, orderId, decide);
    if (moves.length > 0) await ledger.emit([events.released(reservation, 'cancelled')]);
    return reservation;
  };
  return {
    commit: async (ledger: StockLedger, orderId: string) => (await settle(ledger, orderId, commit)).reservation,
    release: freeing(release),
    callOff: freeing(callOff),
    /** Says anew that a hold ran out. */
    async tellOfEnd(ledger: StockLedger, orderId: string) {
      const ended = await ledger.find(orderId);
      if (!ended) throw reservationNotFound();
      await ledger.emit([events.released(ended, 'expired')]);
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
