import type { Cart } from '@tessera/contracts/api/cart';
import type { ProductSummary } from '@tessera/contracts/api/product';
import type { CartState } from '@tessera/contracts/state/cart';
import { settle } from '@tessera/service-kit/bff/screen';
import type { Session } from '@tessera/service-kit/bff/session';
import type { Services } from '../services.ts';
import { isGone, priceLines } from './price-lines.ts';

export const EMPTY: Cart = { version: 0, lines: [] };

/** A shopper is known by an account or as a guest; a visitor who never did anything is neither and owns nothing. */
export const isShopper = ({ user, guestId }: Session): boolean => user !== null || guestId !== null;

export const cartOf = async ({ cart }: Services, session: Session): Promise<Cart> =>
  isShopper(session) ? cart.getCart({ caller: session.credentials() }) : EMPTY;

export async function productsOf({ product }: Services, { lines }: Cart): Promise<readonly ProductSummary[]> {
  if (lines.length === 0) return [];
  const ids = lines.map(({ productId }) => productId).join(',');
  return (await product.listProducts({ query: { ids, perPage: 100 } })).items;
}

/** The cart as all teams share it, at today's prices; at those the shopper saw last while the catalogue is away. */
export async function cartState(services: Services, cart: Cart): Promise<CartState> {
  const products = await settle(productsOf(services, cart), null);
  return toCartState(cart, products);
}

export function toCartState(cart: Cart, products: readonly ProductSummary[] | null): CartState {
  const prices = products
    ? priceLines(cart.lines, products)
        .filter((line) => !isGone(line))
        .map(({ lineTotal }) => lineTotal)
    : cart.lines.map(({ unitPrice, quantity }) => ({ ...unitPrice, amount: unitPrice.amount * quantity }));
  const [first] = prices;
  return {
    version: cart.version,
    count: cart.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    lines: cart.lines.map(({ productId, quantity }) => ({ productId, quantity })),
    subtotal: first ? { ...first, amount: prices.reduce((sum, { amount }) => sum + amount, 0) } : null,
  };
}
