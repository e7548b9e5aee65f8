import type { Money } from '../money.ts';
import type { SharedAction } from './shared-action.ts';

/** `count` is the sum of quantities; `subtotal` is null for an empty cart. */
export interface CartState {
  readonly version: number;
  readonly count: number;
  readonly lines: readonly { readonly productId: string; readonly quantity: number }[];
  readonly subtotal: Money | null;
}
export const initialCart: CartState = { version: 0, count: 0, lines: [], subtotal: null };
/** The cart is now this: dispatched with what the orders BFF answered to a change. */
export const cartReplaced = (payload: CartState): SharedAction<'cart/replaced', CartState> => ({
  type: 'cart/replaced',
  payload,
});
