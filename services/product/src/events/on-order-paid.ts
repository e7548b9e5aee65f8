import { orderPaid } from '@tessera/contracts/events/order-paid';
import { on } from '@tessera/messaging/event-bus';
import type { Logger } from '@tessera/service-kit/logger';
import { DomainError } from '@tessera/service-kit/problem-error';
import type { StockTransactions } from '../domain/stock-ledger.ts';
import type { settlements } from '../use-cases/settle-reservation.ts';

interface Deps {
  readonly stock: StockTransactions;
  readonly settle: ReturnType<typeof settlements>;
  readonly logger: Logger;
}

/**
 * What was held is sold. When the hold had ended, the order service is told so (again: the first time it may not have
 * known the order yet), and returns the money.
 */
export const onOrderPaid = ({ stock, settle, logger }: Deps) =>
  on(orderPaid, ({ order }, envelope) =>
    stock.once(envelope, async (ledger) => {
      try {
        await settle.commit(ledger, order.id);
      } catch (error) {
        if (!(error instanceof DomainError && error.code === 'reservation-released')) throw error;
        logger.warn({ orderId: order.id }, 'an order was paid after its reservation had ended');
        await settle.tellOfEnd(ledger, order.id);
      }
    }),
  );
