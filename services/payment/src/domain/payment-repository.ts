import type { EventEnvelope } from '@tessera/contracts/events/event';
import type { CardFace } from './card.ts';
import type { PaymentCommand, PaymentRecord } from './payment.ts';
import type { ProviderEvent } from './provider-events.ts';

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
  findByCapture(capture: string): Promise<PaymentRecord | null>;
  /**
   * Opens the order's payment and uses up the method, if it needs one, in one transaction. `unknown-method` when it
   * has expired or served another order; `exists` when the order has a payment or the key belongs to another one.
   */
  open(
    payment: Pick<PaymentRecord, 'id' | 'orderId' | 'amount' | 'provider'>,
    method: { readonly token: string | null; readonly key: string },
  ): Promise<PaymentRecord | 'unknown-method' | 'exists'>;
  /**
   * Decides under a lock and stores the outcome with its event, and the refund of the rest if so, in one transaction.
   * Does nothing for a `cause` that it was called for before, and nothing but remember it without a command.
   */
  change(id: string, command: PaymentCommand | null, cause?: ProviderEvent): Promise<PaymentRecord>;
  /** The same for a cancelled order, once for the event. An order without a payment gets one that can't succeed. */
  cancel(
    order: { orderId: string; amount: PaymentRecord['amount']; paymentId: string },
    cause: EventEnvelope,
  ): Promise<void>;
  /** Payments with something to do, each handed to one process only; they come back, later each time, until it is done. */
  takeDue(limit: number): Promise<PaymentRecord[]>;
  /** Forgets methods that expired before a time. */
  purgeMethods(before: Date): Promise<void>;
}
