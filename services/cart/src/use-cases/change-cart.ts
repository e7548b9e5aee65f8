import type { Cart } from '@tessera/contracts/api/cart';
import { addItem, removeItem, type StoredCart, setItem } from '../domain/cart.ts';
import { productNotFound } from '../domain/cart-errors.ts';
import type { CartOwner, CartRepository } from '../domain/cart-repository.ts';
import type { Catalogue } from '../domain/catalogue.ts';

interface Deps {
  readonly carts: CartRepository;
  readonly catalogue: Catalogue;
}
interface Item {
  readonly productId: string;
  readonly quantity: number;
}

export function changeCart({ carts, catalogue }: Deps) {
  const change = async (owner: CartOwner, decide: (cart: StoredCart) => StoredCart): Promise<Cart> => {
    const [cart] = await carts.change([owner], ([current]) => ({ carts: [decide(current)] }));
    return cart;
  };
  const offered = async (productId: string) => {
    const product = await catalogue.find(productId);
    if (!product) throw productNotFound();
    return product;
  };

  return {
    getCart: (owner: CartOwner): Promise<Cart> => carts.get(owner),

    async addItem(owner: CartOwner, { productId, quantity }: Item) {
      const product = await offered(productId);
      return change(owner, (cart) => addItem(cart, product, quantity));
    },

    async setItem(owner: CartOwner, { productId, quantity }: Item) {
      const product = await offered(productId);
      return change(owner, (cart) => setItem(cart, product, quantity));
    },

    removeItem: (owner: CartOwner, productId: string) => change(owner, (cart) => removeItem(cart, productId)),
  };
}
