import type { Order } from '@tessera/contracts/api/order';
import type { OwnedOrder } from './order.ts';

/** What `placeOrder` answers. */
export interface PlacedAnswer {
  readonly order: Order;
  readonly payment: OwnedOrder['payment'];
}

export interface Attempt {
  /** Of the caller and key together. */
  readonly id: string;
  readonly orderId: string;
  /** Proof of being the one who works on it. */
  readonly lease: string;
}

export type Claim =
  | { readonly kind: 'claimed'; readonly attempt: Attempt }
  | { readonly kind: 'answered'; readonly answer: PlacedAnswer }
  | { readonly kind: 'busy' }
  | { readonly kind: 'reused' };

/** Remembers what each Idempotency-Key of a caller stood for and what was answered. */
export interface Idempotency {
  /**
   * The first to come works on the request. An attempt whose process died is handed on, with its order id, after its
   * lease.
   */
  claim(request: { caller: string; key: string; fingerprint: string; orderId: string }): Promise<Claim>;
  answer(attempt: Attempt, answer: PlacedAnswer): Promise<void>;
  /** Id of the order that a key stands for; it may not have been placed yet. */
  orderOf(caller: string, key: string): Promise<string | null>;
  /** The request came to nothing: the key may be used again. */
  forget(attempt: Attempt): Promise<void>;
  /** Forgets keys older than a time. */
  purge(before: Date): Promise<void>;
}
