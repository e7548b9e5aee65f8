import { z } from 'zod';
import { defineApi } from '../endpoint.ts';
import { money } from '../money.ts';
import { id, idempotencyKey, quantity, text, timestamp } from '../primitives.ts';

/** `url` is below the public origin; `tint` is the CSS colour of the picture's backdrop. */
export const image = z.object({ url: z.string(), alt: z.string(), tint: z.string() });
export const category = z.object({ slug: z.string(), name: z.string(), count: z.int() });
export const productSummary = z.object({
  id,
  slug: z.string(),
  name: z.string(),
  tagline: z.string(),
  category: z.string(),
  price: money,
  image,
  /** On hand and not reserved. */
  available: z.int(),
  /** 0 to 5 with one decimal, and how many gave it. */
  rating: z.object({ average: z.number(), count: z.int() }),
});
export const product = productSummary.extend({
  description: z.string(),
  details: z.array(z.object({ name: z.string(), value: z.string() })),
  categoryName: z.string(),
  sku: z.string(),
  version: z.int(),
  updatedAt: timestamp,
});
export type Category = z.infer<typeof category>;
export type ProductSummary = z.infer<typeof productSummary>;
export type Product = z.infer<typeof product>;

export const productSort = z.enum(['featured', 'price-asc', 'price-desc', 'name', 'rating']);
export const PRODUCTS_PER_PAGE = 24;
export const productList = z.object({
  items: z.array(productSummary),
  total: z.int(),
  page: z.int(),
  pageCount: z.int(),
});
export type ProductList = z.infer<typeof productList>;

export const stockLine = z.object({ productId: id, quantity });
/**
 * A reservation is known by its order's id, so that asking twice reserves once. An `expired` one is committed after all when
 * its order was paid in time and enough is left; a `released` one never is.
 */
export const reservation = z.object({
  orderId: id,
  status: z.enum(['held', 'committed', 'expired', 'released']),
  lines: z.array(stockLine),
  expiresAt: timestamp,
});
export type Reservation = z.infer<typeof reservation>;

/** One currency in the shop, and no more than a full cart of it fits into `money`. */
const salesPrice = money.extend({
  amount: money.shape.amount.max(1_000_000_00, 'Use a price of at most 1 000 000.00'),
  currency: z.literal('EUR', 'Use EUR'),
});
const draft = z.object({
  slug: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use lower-case words joined by hyphens')
    .max(80),
  name: text(120).min(1, 'Enter a name'),
  tagline: text(160),
  description: text(5000),
  category: text(60),
  price: salesPrice,
  image: z.object({
    url: z
      .string()
      .regex(/^\/(?!\/)[\w./-]*$/, 'Use a path of this shop')
      .max(300),
    alt: text(200),
    tint: z
      .string()
      .regex(/^(#[0-9a-f]{6}|oklch\([\d. %/]+\))$/i, 'Use a colour such as #ffe8d6')
      .max(60),
  }),
  stock: z.int().min(0).max(1_000_000),
  details: z.array(z.object({ name: text(60), value: text(200) })).max(30),
});
const stockLines = z
  .array(stockLine)
  .min(1)
  .max(100)
  .refine(
    (lines) => new Set(lines.map((line) => line.productId)).size === lines.length,
    'Name each product in one line only',
  );

export const productApi = defineApi({
  listProducts: {
    method: 'GET',
    path: '/products',
    access: 'public',
    summary: 'A page of the catalogue, or just the products of the given ids',
    query: z.object({
      category: z.string().max(60).optional(),
      sort: productSort.default('featured'),
      page: z.coerce.number().int().min(1).max(1000).default(1),
      perPage: z.coerce.number().int().min(1).max(100).default(PRODUCTS_PER_PAGE),
      /** Comma-separated; unknown ids are left out of the answer. */
      ids: z.string().max(4000).optional(),
    }),
    response: productList,
    problems: { 404: ['category-not-found'] },
  },
  listCategories: {
    method: 'GET',
    path: '/categories',
    access: 'public',
    summary: 'Categories with their number of products',
    response: z.object({ items: z.array(category) }),
  },
  getProduct: {
    method: 'GET',
    path: '/products/:id',
    access: 'public',
    summary: 'One product by id or slug',
    params: z.object({ id: z.string().max(80) }),
    response: product,
    problems: { 404: ['product-not-found'] },
  },
  getRecommendations: {
    method: 'GET',
    path: '/products/:id/recommendations',
    access: 'public',
    summary: 'Products that go with this one',
    params: z.object({ id: z.string().max(80) }),
    query: z.object({ limit: z.coerce.number().int().min(1).max(12).default(4) }),
    response: z.object({ items: z.array(productSummary) }),
    problems: { 404: ['product-not-found'] },
  },
  createProduct: {
    method: 'POST',
    path: '/products',
    access: 'catalog-manager',
    status: 201,
    summary: 'Add a product, once for each key',
    headers: z.object({ 'idempotency-key': idempotencyKey }),
    body: draft.extend({ details: draft.shape.details.default([]) }),
    response: product,
    problems: { 400: ['unknown-category'], 409: ['slug-taken'], 422: ['idempotency-key-reused'] },
  },
  updateProduct: {
    method: 'PATCH',
    path: '/products/:id',
    access: 'catalog-manager',
    summary: 'Change a product; `version` must be the one that was read (a sale raises it, too)',
    params: z.object({ id }),
    body: draft.partial().extend({ version: z.int() }),
    response: product,
    problems: {
      404: ['product-not-found'],
      400: ['unknown-category'],
      409: ['version-conflict', 'slug-taken', 'stock-held'],
    },
  },
  deleteProduct: {
    method: 'DELETE',
    path: '/products/:id',
    access: 'catalog-manager',
    status: 204,
    summary: 'Take a product off sale',
    params: z.object({ id }),
    problems: { 404: ['product-not-found'] },
  },
  reserve: {
    method: 'POST',
    path: '/reservations',
    access: 'public',
    status: 201,
    summary: 'Hold stock for an order: all lines or none',
    body: z.object({ orderId: id, lines: stockLines, expiresAt: timestamp }),
    response: reservation,
    problems: { 404: ['product-not-found'], 409: ['out-of-stock', 'reservation-conflict'] },
  },
  commitReservation: {
    method: 'POST',
    path: '/reservations/:id/commit',
    access: 'public',
    summary: 'The held stock is sold',
    params: z.object({ id }),
    response: reservation,
    problems: { 404: ['reservation-not-found'], 409: ['reservation-released'] },
  },
  releaseReservation: {
    method: 'DELETE',
    path: '/reservations/:id',
    access: 'public',
    summary: 'The held stock is free again',
    params: z.object({ id }),
    response: reservation,
    problems: { 404: ['reservation-not-found'], 409: ['reservation-committed'] },
  },
});
