import type { EventEnvelope } from '@tessera/contracts/events/event';
import type { StoredCart } from './cart.ts';

/** Whose cart it is. Guests' carts end 90 days after their last change. */
export type CartOwner = { readonly kind: 'guest' | 'customer'; readonly id: string };

/** One or two owners, and as many carts in the same order. */
export type Owners = readonly [CartOwner] | readonly [CartOwner, CartOwner];
export type CartsOf<O extends Owners> = { readonly [Index in keyof O]: StoredCart };

export interface CartChange<O extends Owners> {
  readonly carts: CartsOf<O>;
  readonly events?: readonly EventEnvelope[];
}

export interface CartRepository {
  /** An empty cart for whoever has none. */
  get(owner: CartOwner): Promise<StoredCart>;
  /**
   * Stores the changed carts and the events in one atomic step. `decide` sees the newest state; it must be pure,
   * because it is called again when somebody else was faster.
   */
  change<const O extends Owners>(owners: O, decide: (carts: CartsOf<O>) => CartChange<O>): Promise<CartsOf<O>>;
  check(): Promise<void>;
  close(): Promise<void>;
}
