import { DomainError } from '@tessera/service-kit/problem-error';

export const productNotFound = () => new DomainError('product-not-found', 'There is no such product.');
export const categoryNotFound = () => new DomainError('category-not-found', 'There is no such category.');
export const unknownCategory = () =>
  new DomainError('unknown-category', 'Choose one of the categories.', {
    errors: [{ path: 'category', message: 'Choose one of the categories' }],
  });
export const slugTaken = () =>
  new DomainError('slug-taken', 'Another product has this slug.', {
    errors: [{ path: 'slug', message: 'Another product has this slug' }],
  });
export const versionConflict = () =>
  new DomainError('version-conflict', 'The product was changed since you read it. Read it again and repeat.');
export const stockHeld = (held: number) =>
  new DomainError('stock-held', `${held} are held for orders, so the stock can't be lower than that.`, {
    errors: [{ path: 'stock', message: `Enter at least ${held}` }],
  });

/** Each problem code with its HTTP status. */
export const problems = {
  'product-not-found': 404,
  'category-not-found': 404,
  'unknown-category': 400,
  'slug-taken': 409,
  'idempotency-key-reused': 422,
  'version-conflict': 409,
  'stock-held': 409,
  'out-of-stock': 409,
  'reservation-conflict': 409,
  'reservation-not-found': 404,
  'reservation-released': 409,
  'reservation-committed': 409,
  'picture-not-found': 404,
} as const;
