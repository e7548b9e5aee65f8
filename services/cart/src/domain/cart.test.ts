import { expect, test } from 'vitest';
import { addItem, checkOut, emptyCart, mergeCarts, removeItem, type StoredCart, setItem } from './cart.ts';

const price = (amount: number) => ({ amount, currency: 'EUR' });
const offer = (id: string, available = 100, amount = 1000) => ({
  id,
  name: `Product ${id}`,
  price: price(amount),
  available,
});
const holding = (quantities: Record<string, number>): StoredCart =>
  Object.entries(quantities).reduce((cart, [id, quantity]) => setItem(cart, offer(id), quantity), emptyCart);
const quantities = (cart: StoredCart) => Object.fromEntries(cart.lines.map((line) => [line.productId, line.quantity]));

test('Adding the same product again raises its line, at the price of today', () => {
  const cart = addItem(addItem(emptyCart, offer('a'), 2), offer('a', 100, 1200), 3);
  expect(cart).toMatchObject({ version: 2, lines: [{ productId: 'a', quantity: 5, unitPrice: price(1200) }] });
});

test('A cart refuses more than there is, more than 20 of a product, and more than 50 products', () => {
  expect(() => addItem(holding({ a: 3 }), offer('a', 4), 2)).toThrow('Only 4 left of Product a.');
  expect(() => setItem(emptyCart, offer('a', 0), 1)).toThrow('Product a is sold out.');
  expect(() => addItem(holding({ a: 19 }), offer('a'), 2)).toThrow('at most 20');
  const full = holding(Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`p${n}`, 1])));
  expect(() => addItem(full, offer('new'), 1)).toThrow('at most 50');
  expect(quantities(addItem(full, offer('p7'), 1))).toMatchObject({ p7: 2 });
});

test('Removing takes the line out; removing what is not there changes nothing', () => {
  const cart = holding({ a: 1, b: 2 });
  expect(quantities(removeItem(cart, 'a'))).toEqual({ b: 2 });
  expect(removeItem(cart, 'x')).toBe(cart);
});

test('Merging sums up to the limit, empties the guest’s cart and is newer than both; merging again does nothing', () => {
  const merged = mergeCarts(holding({ a: 15, b: 1 }), holding({ a: 15, c: 2, d: 1, e: 1 }));
  expect(quantities(merged.own)).toEqual({ a: 20, b: 1, c: 2, d: 1, e: 1 });
  expect(merged.own.version).toBe(5);
  expect(merged.guest.lines).toEqual([]);
  expect(mergeCarts(merged.own, merged.guest)).toEqual(merged);
});

test('Checking out takes out what was ordered, once for each order, also across a merge', () => {
  const cart = holding({ a: 3, b: 1 });
  const after = checkOut(cart, 'order', [
    { productId: 'a', quantity: 2 },
    { productId: 'b', quantity: 5 },
  ]);
  expect(quantities(after)).toEqual({ a: 1 });
  expect(checkOut(after, 'order', [{ productId: 'a', quantity: 2 }])).toBe(after);
  const { own } = mergeCarts(emptyCart, after);
  expect(checkOut(own, 'order', [{ productId: 'a', quantity: 2 }])).toBe(own);
});
