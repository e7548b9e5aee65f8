import type { Payment } from '@tessera/contracts/api/payment';
import type { ProductSummary } from '@tessera/contracts/api/product';
import type { Money } from '@tessera/contracts/money';
import type { RefundCall } from './decision.ts';

/** The product service as placing an order needs it. */
export interface Catalogue {
  find(ids: readonly string[]): Promise<readonly ProductSummary[]>;
  /** Holds all lines or none; the same order is held once. Throws `out-of-stock`, `product-not-found`, `request-in-progress`. */
  reserve(orderId: string, lines: readonly { productId: string; quantity: number }[], expiresAt: Date): Promise<void>;
  /** Throws `reservation-not-found`. */
  release(orderId: string): Promise<void>;
}

/** The payment service. Every call may be repeated. */
export interface Payments {
  /** Throws `payment-method-unknown` when the card's token has expired or was used. */
  start(request: { orderId: string; amount: Money; paymentMethod: string }): Promise<Payment>;
  /** Throws `payment-not-waiting`. */
  confirm(paymentId: string, approve: boolean): Promise<Payment>;
  get(paymentId: string): Promise<Payment>;
  /** Asks the provider how the payment stands. */
  sync(paymentId: string): Promise<Payment>;
  /** Once for each `id`; without `amount` all that is left. Throws `payment-not-captured`, `refund-exceeds-payment`. */
  refund(call: RefundCall): Promise<Payment>;
}
