import type { Selectable } from 'kysely';
import type { PaymentRecord } from '../domain/payment.ts';
import type { RefundRecord } from '../domain/refund.ts';

export interface PaymentTables {
  payment_methods: {
    token: string;
    brand: string;
    last4: string;
    instrument: string;
    expires_at: Date;
    used_for_order: string | null;
  };
  payments: {
    id: string;
    order_id: string;
    /** Null for the payment of an order that was cancelled before it was asked to pay. */
    idempotency_key: string | null;
    amount: number;
    currency: string;
    status: PaymentRecord['status'];
    provider: string;
    instrument: string | null;
    brand: string | null;
    last4: string | null;
    message: string | null;
    reference: string | null;
    redirect_url: string | null;
    capture: string | null;
    refunded: number;
    refund_version: number;
    todo: 'settle' | 'abandon' | null;
    due_at: Date | null;
    /** How often the todo was taken up since the payment last changed. */
    attempts: number;
    created_at: Date;
    updated_at: Date;
  };
  refunds: {
    id: string;
    payment_id: string;
    idempotency_key: string;
    asked: number | null;
    amount: number;
    status: RefundRecord['status'];
    reference: string | null;
    reason: string | null;
    attempts: number;
    due_at: Date;
    created_at: Date;
    updated_at: Date;
  };
  /** Messages of providers that were acted on. */
  provider_events: { provider: string; event_id: string; processed_at: Date };
}

export function toRow(payment: PaymentRecord): Omit<PaymentTables['payments'], 'idempotency_key'> {
  return {
    id: payment.id,
    order_id: payment.orderId,
    amount: payment.amount.amount,
    currency: payment.amount.currency,
    status: payment.status,
    provider: payment.provider,
    instrument: payment.instrument,
    brand: payment.card?.brand ?? null,
    last4: payment.card?.last4 ?? null,
    message: payment.message,
    reference: payment.reference,
    redirect_url: payment.redirectUrl,
    capture: payment.capture,
    refunded: payment.refunded,
    refund_version: payment.refundVersion,
    todo: payment.todo?.step ?? null,
    due_at: payment.todo?.dueAt ?? null,
    attempts: 0,
    created_at: payment.createdAt,
    updated_at: payment.updatedAt,
  };
}

export function fromRow(row: Selectable<PaymentTables['payments']>): PaymentRecord {
  return {
    id: row.id,
    orderId: row.order_id,
    amount: { amount: row.amount, currency: row.currency },
    status: row.status,
    provider: row.provider,
    instrument: row.instrument,
    card: row.brand && row.last4 ? { brand: row.brand, last4: row.last4 } : null,
    message: row.message,
    reference: row.reference,
    redirectUrl: row.redirect_url,
    capture: row.capture,
    refunded: row.refunded,
    refundVersion: row.refund_version,
    todo: row.todo && row.due_at ? { step: row.todo, dueAt: row.due_at } : null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export const refundFromRow = (row: Selectable<PaymentTables['refunds']>): RefundRecord => ({
  id: row.id,
  paymentId: row.payment_id,
  key: row.idempotency_key,
  asked: row.asked,
  amount: row.amount,
  status: row.status,
  reference: row.reference,
  reason: row.reason,
  createdAt: row.created_at,
});
