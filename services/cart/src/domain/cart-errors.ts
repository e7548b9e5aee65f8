import { MAX_CART_LINES } from '@tessera/contracts/api/cart';
import { MAX_QUANTITY } from '@tessera/contracts/primitives';
import { DomainError } from '@tessera/service-kit/problem-error';

const aboutQuantity = (code: string, message: string) =>
  new DomainError(code, `${message}.`, { errors: [{ path: 'quantity', message }] });

export const outOfStock = (name: string, available: number) =>
  aboutQuantity('out-of-stock', available > 0 ? `Only ${available} left of ${name}` : `${name} is sold out`);
export const quantityLimit = () =>
  aboutQuantity('quantity-limit', `You can order at most ${MAX_QUANTITY} of a product`);
export const cartFull = () =>
  new DomainError('cart-full', `A cart holds at most ${MAX_CART_LINES} different products.`);
export const productNotFound = () => new DomainError('product-not-found', 'This product is no longer on sale.');
export const catalogUnavailable = (cause: unknown) =>
  new DomainError(
    'catalog-unavailable',
    'The cart can’t be changed right now. Nothing in it was lost; please try again in a moment.',
    { cause },
  );

/** Each problem code with its HTTP status. */
export const problems = {
  'out-of-stock': 409,
  'quantity-limit': 409,
  'cart-full': 409,
  'product-not-found': 404,
  'catalog-unavailable': 503,
} as const;
