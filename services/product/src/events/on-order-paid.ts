import { orderPaid } from '@tessera/contracts/events/order-paid';
import { on } from '@tessera/messaging/event-bus';
import type { Logger } from '@tessera/service-kit/logger';
import type { StockTransactions } from '../domain/stock-ledger.ts';
import type { settlements } from '../use-cases/settle-reservation.ts';

interface Deps {
  readonly stock: StockTransactions;
  readonly settle: ReturnType<typeof settlements>;
  readonly logger: Logger;
}

/** What was held is sold. The hold may have ended while this news was on its way. */
export const onOrderPaid = ({ stock, settle, logger }: Deps) =>
  on(orderPaid, ({ order }, envelope) =>
    stock.once(envelope, async (ledger) => {
      const sold = await settle.sell(ledger, order.id);
      if (sold === 'held') return;
      const outcome = sold === 'taken-again' ? 'its units were taken again' : 'too few units are left';
      logger.warn({ orderId: order.id }, `an order's payment was heard of after its reservation had ended: ${outcome}`);
    }),
  );
