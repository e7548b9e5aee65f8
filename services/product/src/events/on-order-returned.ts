import { orderReturned } from '@tessera/contracts/events/order-returned';
import { on } from '@tessera/messaging/event-bus';
import { restock } from '../domain/reservation.ts';
import type { StockTransactions } from '../domain/stock-ledger.ts';

/** Goods that were sent back are on the shelf again. */
export const onOrderReturned = ({ stock }: { stock: StockTransactions }) =>
  on(orderReturned, ({ return: { lines } }, envelope) =>
    stock.once(envelope, async (ledger) => {
      await ledger.move(restock(lines));
    }),
  );
