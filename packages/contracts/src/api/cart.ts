import { z } from 'zod';
import { defineApi } from '../endpoint.ts';
import { money } from '../money.ts';
import { id, quantity } from '../primitives.ts';

/** `unitPrice` is what the shopper saw when the line was last changed; screens compare it with today's. */
export const cartLine = z.object({ productId: id, quantity, unitPrice: money });
/** `version` counts changes; an empty cart that was never touched has version 0. */
export const cart = z.object({ version: z.int(), lines: z.array(cartLine) });
export type CartLine = z.infer<typeof cartLine>;
export type Cart = z.infer<typeof cart>;

/** Distinct products that a cart may hold. */
export const MAX_CART_LINES = 50;

/** The cart is the caller's: a signed-in customer's (bearer token) or a guest's (`x-guest-id`, set only by a BFF). */
export const cartApi = defineApi({
  getCart: { method: 'GET', path: '/cart', access: 'shopper', summary: "The caller's cart", response: cart },
  addItem: {
    method: 'POST',
    path: '/cart/items',
    access: 'shopper',
    summary: 'Add to what the cart holds of a product',
    body: z.object({ productId: id, quantity }),
    response: cart,
    problems: { 404: ['product-not-found'], 409: ['out-of-stock', 'quantity-limit', 'cart-full'] },
  },
  setItem: {
    method: 'PUT',
    path: '/cart/items/:productId',
    access: 'shopper',
    summary: 'Set the quantity of a line, at the price of today',
    params: z.object({ productId: id }),
    body: z.object({ quantity }),
    response: cart,
    problems: { 404: ['product-not-found'], 409: ['out-of-stock', 'cart-full'] },
  },
  removeItem: {
    method: 'DELETE',
    path: '/cart/items/:productId',
    access: 'shopper',
    summary: 'Remove a line; removing what is not there is fine',
    params: z.object({ productId: id }),
    response: cart,
  },
  merge: {
    method: 'POST',
    path: '/cart/merge',
    access: 'customer',
    summary: "Move a guest's cart into the caller's; merging twice merges once",
    body: z.object({ guestId: id }),
    response: cart,
  },
  checkout: {
    method: 'POST',
    path: '/checkout',
    access: 'shopper',
    summary: 'The cart became an order: take its lines out, once for each order',
    body: z.object({
      orderId: id,
      lines: z
        .array(z.object({ productId: id, quantity }))
        .min(1)
        .max(100),
    }),
    response: cart,
  },
});
