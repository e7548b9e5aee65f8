import type { OrderStatus } from '@tessera/contracts/api/order';

const STATUS = {
  'pending-payment': { text: 'Waiting for payment', tone: 't-badge--warning' },
  paid: { text: 'Paid', tone: 't-badge--brand' },
  packed: { text: 'Packed', tone: 't-badge--brand' },
  shipped: { text: 'Shipped', tone: 't-badge--brand' },
  delivered: { text: 'Delivered', tone: 't-badge--success' },
  cancelled: { text: 'Cancelled', tone: 't-badge--danger' },
  refunded: { text: 'Refunded', tone: '' },
} as const satisfies Record<OrderStatus, { text: string; tone: string }>;

export const statusText = (status: OrderStatus) => STATUS[status].text;

/** Where an order stands, in words; the colour only underlines it. */
export function OrderStatusBadge(badge: { status: OrderStatus; testId?: string }) {
  return (
    <span class={`t-badge ${STATUS[badge.status].tone}`} data-testid={badge.testId}>
      {statusText(badge.status)}
    </span>
  );
}
