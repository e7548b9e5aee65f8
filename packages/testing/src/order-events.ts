import type { Order, OrderReturn } from '@tessera/contracts/api/order';
import type { EventDefinition, EventEnvelope } from '@tessera/contracts/events/event';
import type { orderData } from '@tessera/contracts/events/order-data';
import { orderReturned } from '@tessera/contracts/events/order-returned';
import { createEnvelope } from '@tessera/messaging/create-envelope';
import { newId } from '@tessera/service-kit/system';

const eur = (amount: number) => ({ amount, currency: 'EUR' });

/** A paid order with one line, unless `changes` say otherwise. */
export function anOrder(changes: Partial<Order> = {}): Order {
  return {
    id: newId(),
    number: 'T-7K3M9Q',
    status: 'paid',
    lines: [
      {
        productId: newId(),
        slug: 'moka-pot',
        name: 'Moka <pot> & friends',
        image: { url: '/images/moka.webp', alt: 'A moka pot', tint: '#ffe8d6' },
        quantity: 2,
        unitPrice: eur(19_50),
      },
    ],
    email: 'guest@tessera.test',
    shippingAddress: { name: 'Ada L.', line1: 'Weg 1', line2: '', postalCode: '8010', city: 'Graz', country: 'AT' },
    subtotal: eur(39_00),
    shipping: eur(4_90),
    total: eur(43_90),
    history: [{ status: 'paid', at: '2026-11-20T10:00:00.000Z' }],
    returns: [],
    refunds: [],
    placedAt: '2026-11-20T09:59:00.000Z',
    version: 2,
    ...changes,
  };
}

/** What the order service says of an order: of a customer's, or of a guest's when `userId` is null. */
export const orderEvent = (
  definition: EventDefinition<string, typeof orderData>,
  order: Order,
  userId: string | null,
  guestId = newId(),
): EventEnvelope =>
  createEnvelope(definition, {
    source: '/services/order',
    subject: order.id,
    data: { order, userId, guestId: userId ? null : guestId },
    id: newId(),
    time: new Date(),
  });

/** What the order service says when goods of an order have come back. */
export const returnEvent = (order: Order, lines: OrderReturn['lines']): EventEnvelope => {
  const at = '2026-11-28T10:00:00.000Z';
  const received = { id: newId(), lines, reason: 'Too bright', requestedAt: at, decidedAt: at };
  return createEnvelope(orderReturned, {
    source: '/services/order',
    subject: order.id,
    data: { order, userId: null, guestId: newId(), return: { ...received, status: 'received' } },
    id: newId(),
    time: new Date(),
  });
};
