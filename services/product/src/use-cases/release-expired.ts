import type { ProductEvents } from '../domain/product-events.ts';
import { expire, sumMoves } from '../domain/reservation.ts';
import type { StockTransactions } from '../domain/stock-ledger.ts';

const BATCH = 100;

/** Frees what was held longer than asked for, batch by batch. Returns how many reservations ended. */
export const releaseExpired =
  ({ stock, events, clock }: { stock: StockTransactions; events: ProductEvents; clock: { now(): Date } }) =>
  async (): Promise<number> => {
    let total = 0;
    for (let ended = BATCH; ended === BATCH; total += ended) {
      ended = await stock.run(async (ledger) => {
        const settlements = (await ledger.findExpired(clock.now(), BATCH)).map(expire);
        if (settlements.length === 0) return 0;
        await ledger.move(sumMoves(settlements.flatMap((settlement) => settlement.moves)));
        await ledger.setStatus(
          settlements.map(({ reservation }) => reservation.orderId),
          'expired',
        );
        await ledger.emit(settlements.map(({ reservation }) => events.released(reservation, 'expired')));
        return settlements.length;
      });
    }
    return total;
  };
