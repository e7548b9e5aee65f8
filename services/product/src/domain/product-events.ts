import type { Product, Reservation } from '@tessera/contracts/api/product';
import type { EventEnvelope } from '@tessera/contracts/events/event';
import { productCreated } from '@tessera/contracts/events/product-created';
import { productDeleted } from '@tessera/contracts/events/product-deleted';
import { productUpdated } from '@tessera/contracts/events/product-updated';
import { stockLow } from '@tessera/contracts/events/stock-low';
import { stockReleased } from '@tessera/contracts/events/stock-released';
import { stockReserved } from '@tessera/contracts/events/stock-reserved';
import { createEnvelope } from '@tessera/messaging/create-envelope';
import { LOW_STOCK, type StockLevel } from './reservation.ts';

export interface EventContext {
  readonly clock: { now(): Date };
  readonly newId: () => string;
}
export type ProductEvents = ReturnType<typeof productEvents>;

/** The service's events, ready to be put into the outbox. */
export function productEvents({ clock, newId }: EventContext) {
  const about = <Data>(subject: string, data: Data) => ({
    source: '/services/product',
    subject,
    data,
    id: newId(),
    time: clock.now().toISOString(),
  });
  return {
    created: (product: Product): EventEnvelope => createEnvelope(productCreated, about(product.id, { product })),
    updated: (product: Product): EventEnvelope => createEnvelope(productUpdated, about(product.id, { product })),
    deleted: (productId: string, version: number): EventEnvelope =>
      createEnvelope(productDeleted, about(productId, { productId, version })),
    reserved: ({ orderId, lines }: Reservation): EventEnvelope =>
      createEnvelope(stockReserved, about(orderId, { orderId, lines })),
    released: ({ orderId, lines }: Reservation, reason: 'expired' | 'sold-out' | 'cancelled'): EventEnvelope =>
      createEnvelope(stockReleased, about(orderId, { orderId, lines, reason })),
    /** For those that became low just now. */
    low: (before: readonly StockLevel[], after: readonly StockLevel[]): EventEnvelope[] =>
      after
        .filter(({ productId, available }) => {
          const earlier = before.find((level) => level.productId === productId);
          return available < LOW_STOCK && earlier !== undefined && earlier.available >= LOW_STOCK;
        })
        .map(({ productId, available }) => createEnvelope(stockLow, about(productId, { productId, available }))),
  };
}
