import type { CartScreen } from '@tessera/contracts/bff/orders';
import { FREE_SHIPPING_FROM, SHIPPING_FEE } from '@tessera/contracts/limits';
import type { CartState } from '@tessera/contracts/state/cart';
import { AMPHORA, CUP, eur, PRODUCTS, TEAPOT } from './fixtures.ts';

export type CartContent = keyof typeof CONTENTS;
/** Product and quantity. */
const CONTENTS = {
  two: [
    [TEAPOT.id, 1],
    [CUP.id, 1],
  ],
  empty: [],
  'too-many': [
    [TEAPOT.id, 2],
    [CUP.id, 9],
  ],
  'long-texts': [
    [AMPHORA.id, 99],
    [TEAPOT.id, 1],
  ],
} satisfies Record<string, [string, number][]>;

/** A cart in memory, as the orders BFF would tell of it. */
export function createStandInCart(content: CartContent = 'two') {
  let version = 3;
  const quantities = new Map<string, number>(CONTENTS[content] as [string, number][]);

  const lines = () =>
    [...quantities].map(([id, quantity]) => {
      const product = PRODUCTS.find((candidate) => candidate.id === id) ?? TEAPOT;
      return {
        product,
        quantity,
        lineTotal: eur(product.price.amount * quantity),
        formerPrice: product === CUP ? eur(8_90) : null,
        problem: quantity > product.available ? `Only ${product.available} left` : null,
      };
    });
  const subtotal = () => lines().reduce((sum, line) => sum + line.lineTotal.amount, 0);
  const state = (): CartState => ({
    version,
    count: lines().reduce((sum, line) => sum + line.quantity, 0),
    lines: lines().map(({ product, quantity }) => ({ productId: product.id, quantity })),
    subtotal: quantities.size ? eur(subtotal()) : null,
  });
  return {
    state,
    set(id: string, quantity: number) {
      version += 1;
      if (quantity > 0) quantities.set(id, quantity);
      else quantities.delete(id);
    },
    quantity: (id: string) => quantities.get(id) ?? 0,
    clear() {
      version += 1;
      quantities.clear();
    },
    screen(): CartScreen {
      const shipping = subtotal() >= FREE_SHIPPING_FROM ? 0 : SHIPPING_FEE;
      const totals = { subtotal: eur(subtotal()), shipping: eur(shipping), total: eur(subtotal() + shipping) };
      return { lines: lines(), totals: quantities.size ? totals : null, cart: state(), form: null };
    },
  };
}
