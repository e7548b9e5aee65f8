import type { Selectable } from 'kysely';
import type { PaymentRecord } from '../domain/payment.ts';

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
    todo: 'charge' | 'refund' | null;
    due_at: Date | null;
    created_at: Date;
    updated_at: Date;
  };
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
    todo: payment.todo?.step ?? null,
    due_at: payment.todo?.dueAt ?? null,
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
    todo: row.todo && row.due_at ? { step: row.todo, dueAt: row.due_at } : null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
