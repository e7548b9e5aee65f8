import { orderCancelled } from '@tessera/contracts/events/order-cancelled';
import { on } from '@tessera/messaging/event-bus';
import type { StockTransactions } from '../domain/stock-ledger.ts';
import type { settlements } from '../use-cases/settle-reservation.ts';

interface Deps {
  readonly stock: StockTransactions;
  readonly settle: ReturnType<typeof settlements>;
}

/** What was held or already sold is free again. */
export const onOrderCancelled = ({ stock, settle }: Deps) =>
  on(orderCancelled, ({ order }, envelope) =>
    stock.once(envelope, async (ledger) => {
      await settle.callOff(ledger, order.id);
    }),
  );
