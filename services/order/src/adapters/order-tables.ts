import type { Order } from '@tessera/contracts/api/order';
import type { Generated, Selectable } from 'kysely';
import type { OwnedOrder } from '../domain/order.ts';

/** JSON columns are written as text; PostgreSQL and MySQL read them parsed, MariaDB as text. */
type Json = string;

export interface OrderTables {
  orders: {
    id: string;
    number: string;
    user_id: string | null;
    guest_id: string | null;
    status: Order['status'];
    version: number;
    email: string;
    shipping_address: Json;
    order_lines: Json;
    currency: string;
    subtotal: number;
    shipping: number;
    total: number;
    reason: string | null;
    tracking: Json | null;
    refunded: number | null;
    refund_version: number | null;
    refunds: Json | null;
    returns: Json | null;
    status_history: Json;
    payment: Json;
    placed_at: string;
    status_since: string;
  };
  payment_tasks: {
    /** The order's for a start, the refund's own for a refund. */
    id: string;
    order_id: string;
    kind: 'start' | 'refund';
    /** The payment method's token, or the id of the payment to refund. */
    payload: string;
    /** To refund, in the order's currency; null for all that is left. */
    amount: number | null;
    due_at: string;
    attempts: Generated<number>;
  };
  idempotency_keys: {
    id: string;
    fingerprint: string;
    subject_id: string;
    lease: string;
    leased_until: string;
    answer: Json | null;
    created_at: string;
  };
}

export const parseJson = <T>(value: unknown): T => (typeof value === 'string' ? JSON.parse(value) : value) as T;

export function toRow({ order, userId, guestId, payment }: OwnedOrder): Selectable<OrderTables['orders']> {
  return {
    id: order.id,
    number: order.number,
    user_id: userId,
    guest_id: guestId,
    status: order.status,
    version: order.version,
    email: order.email,
    shipping_address: JSON.stringify(order.shippingAddress),
    order_lines: JSON.stringify(order.lines),
    currency: order.total.currency,
    subtotal: order.subtotal.amount,
    shipping: order.shipping.amount,
    total: order.total.amount,
    reason: order.reason ?? null,
    tracking: order.tracking ? JSON.stringify(order.tracking) : null,
    refunded: order.refunded?.amount ?? null,
    refund_version: order.refundVersion ?? null,
    refunds: JSON.stringify(order.refunds),
    returns: JSON.stringify(order.returns),
    status_history: JSON.stringify(order.history),
    payment: JSON.stringify(payment),
    placed_at: order.placedAt,
    status_since: order.history.at(-1)?.at ?? order.placedAt,
  };
}

export function fromRow(row: Selectable<OrderTables['orders']>): OwnedOrder {
  const money = (amount: number | string) => ({ amount: Number(amount), currency: row.currency });
  const order: Order = {
    id: row.id,
    number: row.number,
    status: row.status,
    lines: parseJson(row.order_lines),
    email: row.email,
    shippingAddress: parseJson(row.shipping_address),
    subtotal: money(row.subtotal),
    shipping: money(row.shipping),
    total: money(row.total),
    ...(row.reason !== null && { reason: row.reason }),
    history: parseJson(row.status_history),
    ...(row.tracking !== null && { tracking: parseJson<Order['tracking']>(row.tracking) }),
    ...(row.refunded !== null && { refunded: money(row.refunded) }),
    ...(row.refund_version !== null && { refundVersion: row.refund_version }),
    refunds: parseJson(row.refunds ?? []),
    returns: parseJson(row.returns ?? []),
    placedAt: row.placed_at,
    version: row.version,
  };
  return { order, userId: row.user_id, guestId: row.guest_id, payment: parseJson(row.payment) };
}
