import type { EventEnvelope } from '@tessera/contracts/events/event';
import type { CardFace } from './card.ts';
import type { PaymentCommand, PaymentRecord } from './payment.ts';

/** A card's stand-in: for one order, for half an hour. */
export interface PaymentMethod {
  readonly token: string;
  readonly card: CardFace;
  readonly instrument: string;
  readonly expiresAt: Date;
}

export interface PaymentRepository {
  addMethod(method: PaymentMethod): Promise<void>;
  find(id: string): Promise<PaymentRecord | null>;
  findByOrder(orderId: string): Promise<PaymentRecord | null>;
  /**
   * Uses up the method and opens the order's payment in one transaction. `unknown-method` when it has expired or
   * served another order; `exists` when the order has a payment or the key belongs to another one.
   */
  open(
    payment: Pick<PaymentRecord, 'id' | 'orderId' | 'amount' | 'provider'>,
    token: string,
    key: string,
  ): Promise<PaymentRecord | 'unknown-method' | 'exists'>;
  /** Decides under a lock and stores the outcome with its event in one transaction. */
  change(id: string, command: PaymentCommand): Promise<PaymentRecord>;
  /** The same for a cancelled order, once for the event. An order without a payment gets one that can't succeed. */
  cancel(
    order: { orderId: string; amount: PaymentRecord['amount']; paymentId: string },
    cause: EventEnvelope,
  ): Promise<void>;
  /** Payments with something to do, each handed to one process only; they come back unless it was done. */
  takeDue(limit: number): Promise<PaymentRecord[]>;
  /** Forgets methods that expired before a time. */
  purgeMethods(before: Date): Promise<void>;
}
