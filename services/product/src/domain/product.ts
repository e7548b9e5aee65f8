import type { Product, productApi } from '@tessera/contracts/api/product';
import type { z } from 'zod';
import { stockHeld, versionConflict } from './product-errors.ts';

export type ProductDraft = z.output<typeof productApi.createProduct.body>;
export type ProductChange = z.output<typeof productApi.updateProduct.body>;

/** What the shop knows of a product and shoppers do not: how the units on hand are split. */
export interface StoredProduct extends Omit<Product, 'available' | 'categoryName'> {
  readonly onHand: number;
  readonly reserved: number;
}

export function draftProduct(draft: ProductDraft, id: string, now: Date): StoredProduct {
  const { stock, ...texts } = draft;
  return {
    ...texts,
    id,
    sku: `T-${id.slice(-8).toUpperCase()}`,
    rating: { average: 0, count: 0 },
    version: 1,
    updatedAt: now.toISOString(),
    onHand: stock,
    reserved: 0,
  };
}

export function changeProduct(product: StoredProduct, change: ProductChange, now: Date): StoredProduct {
  const { version, stock = product.onHand, ...texts } = change;
  if (version !== product.version) throw versionConflict();
  if (stock < product.reserved) throw stockHeld(product.reserved);
  return { ...product, ...texts, onHand: stock, version: version + 1, updatedAt: now.toISOString() };
}
