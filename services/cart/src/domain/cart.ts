import { type Cart, type CartLine, MAX_CART_LINES } from '@tessera/contracts/api/cart';
import type { Money } from '@tessera/contracts/money';
import { MAX_QUANTITY } from '@tessera/contracts/primitives';
import { cartFull, outOfStock, quantityLimit } from './cart-errors.ts';

/** What a cart knows beyond what shoppers see. */
export interface StoredCart extends Cart {
  /** Orders whose lines were taken out, newest first. */
  readonly checkedOut: readonly string[];
}

/** The product as the catalogue has it now. */
export interface OfferedProduct {
  readonly id: string;
  readonly name: string;
  readonly price: Money;
  readonly available: number;
}
type Ordered = Pick<CartLine, 'productId' | 'quantity'>;

/** More than any shopper orders from one cart between two retries of the same order. */
const REMEMBERED_ORDERS = 50;

export const emptyCart: StoredCart = { version: 0, lines: [], checkedOut: [] };

export function addItem(cart: StoredCart, product: OfferedProduct, quantity: number): StoredCart {
  const total = quantityOf(cart.lines, product.id) + quantity;
  if (total > MAX_QUANTITY) throw quantityLimit();
  return setItem(cart, product, total);
}

export function setItem(cart: StoredCart, product: OfferedProduct, quantity: number): StoredCart {
  if (quantity > product.available) throw outOfStock(product.name, product.available);
  const line: CartLine = { productId: product.id, quantity, unitPrice: product.price };
  const known = cart.lines.some(isOf(product.id));
  if (!known && cart.lines.length >= MAX_CART_LINES) throw cartFull();
  return changed(
    cart,
    known ? cart.lines.map((old) => (old.productId === product.id ? line : old)) : [...cart.lines, line],
  );
}

export function removeItem(cart: StoredCart, productId: string): StoredCart {
  if (!cart.lines.some(isOf(productId))) return cart;
  return changed(
    cart,
    cart.lines.filter((line) => line.productId !== productId),
  );
}

/** Moves a guest's lines into the customer's cart. What is over a limit stays out; prices are the guest's, seen last. */
export function mergeCarts(own: StoredCart, guest: StoredCart): { own: StoredCart; guest: StoredCart } {
  if (guest.lines.length === 0) return { own, guest };
  const summed = own.lines.map((line) => {
    const added = guest.lines.find(isOf(line.productId));
    return added ? { ...added, quantity: Math.min(MAX_QUANTITY, line.quantity + added.quantity) } : line;
  });
  const fresh = guest.lines.filter((line) => !own.lines.some(isOf(line.productId)));
  return {
    own: {
      // Beyond both, so that whoever followed the guest's cart sees this one as newer.
      version: Math.max(own.version, guest.version) + 1,
      lines: [...summed, ...fresh].slice(0, MAX_CART_LINES),
      checkedOut: [...guest.checkedOut, ...own.checkedOut].slice(0, REMEMBERED_ORDERS),
    },
    guest: changed(guest, []),
  };
}

/** Takes out what was ordered; what was added since stays. The same order again changes nothing. */
export function checkOut(cart: StoredCart, orderId: string, ordered: readonly Ordered[]): StoredCart {
  if (cart.checkedOut.includes(orderId)) return cart;
  const lines = cart.lines
    .map((line) => ({ ...line, quantity: line.quantity - quantityOf(ordered, line.productId) }))
    .filter((line) => line.quantity > 0);
  return { ...changed(cart, lines), checkedOut: [orderId, ...cart.checkedOut].slice(0, REMEMBERED_ORDERS) };
}

const isOf = (productId: string) => (line: Ordered) => line.productId === productId;
const quantityOf = (lines: readonly Ordered[], productId: string) =>
  lines.filter(isOf(productId)).reduce((sum, line) => sum + line.quantity, 0);
const changed = (cart: StoredCart, lines: CartLine[]): StoredCart => ({ ...cart, version: cart.version + 1, lines });
