import type { EventEnvelope } from '@tessera/contracts/events/event';
import { orderPlaced } from '@tessera/contracts/events/order-placed';
import { newId } from '@tessera/service-kit/system';

export const QUEUE = 'bench.orders';
const FILLER = 'x'.repeat(900);

/** An event as large as that of an order with two lines: about 1.3 kB. */
export function orderEvent(): EventEnvelope {
  const subject = newId();
  return {
    specversion: '1.0',
    id: newId(),
    source: '/services/order',
    type: orderPlaced.type,
    dataschema: `urn:tessera:event:${orderPlaced.type}:${orderPlaced.version}`,
    time: new Date().toISOString(),
    subject,
    data: { order: { id: subject, FILLER } },
  };
}
