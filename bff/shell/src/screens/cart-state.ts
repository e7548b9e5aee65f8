import type { Cart } from '@tessera/contracts/api/cart';
import type { CartState } from '@tessera/contracts/state/cart';

/** The cart for the header: at the prices that the shopper saw last. */
export function cartState({ version, lines }: Cart): CartState {
  const [first] = lines;
  return {
    version,
    count: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    lines: lines.map(({ productId, quantity }) => ({ productId, quantity })),
    subtotal: first
      ? {
          amount: lines.reduce((sum, { unitPrice, quantity }) => sum + unitPrice.amount * quantity, 0),
          currency: first.unitPrice.currency,
        }
      : null,
  };
}
