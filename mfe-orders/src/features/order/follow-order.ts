import type { Order } from '@tessera/contracts/api/order';
import { orderEventsUrl } from '../../api/orders-bff.ts';

const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 30_000;

/**
 * Hears of every change of an order; returns what ends that. A browser reconnects by itself after a dropped
 * connection, but gives up for good after an HTTP error, as while the shop restarts: then this tries again.
 */
export function followOrder(id: string, take: (order: Order) => void): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout>;
  let wait = FIRST_RETRY_MS;
  const connect = () => {
    source = new EventSource(orderEventsUrl(id));
    source.addEventListener('order', (event) => {
      wait = FIRST_RETRY_MS;
      take(JSON.parse(event.data));
    });
    source.addEventListener('error', () => {
      if (source.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(connect, wait);
      wait = Math.min(wait * 2, LAST_RETRY_MS);
    });
  };
  connect();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
