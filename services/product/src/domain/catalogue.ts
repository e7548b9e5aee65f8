import type { Category, Product, ProductSummary, productSort } from '@tessera/contracts/api/product';
import type { EventEnvelope } from '@tessera/contracts/events/event';
import type { Created } from '@tessera/service-kit/idempotency';
import type { z } from 'zod';
import type { StoredProduct } from './product.ts';

export interface ProductQuery {
  readonly category?: string;
  readonly ids?: readonly string[];
  readonly sort: z.infer<typeof productSort>;
  readonly page: number;
  readonly perPage: number;
}

/** What shoppers read: products on sale only. */
export interface Catalogue {
  list(query: ProductQuery): Promise<{ items: ProductSummary[]; total: number }>;
  categories(): Promise<Category[]>;
  find(idOrSlug: string): Promise<Product | undefined>;
  /** Undefined when the product itself is unknown. */
  recommendations(idOrSlug: string, limit: number): Promise<ProductSummary[] | undefined>;
}

/** The event is sent if and only if the change is stored. `Product` is the product as shoppers see it then. */
type Announce = (product: Product) => EventEnvelope[];

export interface ProductRepository {
  /**
   * Once for each id: again with the same fingerprint it gives the first answer, with another one it throws
   * idempotency-key-reused. Throws unknown-category or slug-taken.
   */
  add(product: StoredProduct, fingerprint: string, announce: Announce): Promise<Created<Product>>;
  /** The product is locked while `change` decides; throws as `add` and product-not-found. */
  change(id: string, change: (product: StoredProduct) => StoredProduct, announce: Announce): Promise<Product>;
  /** False when it is not on sale. */
  remove(id: string, now: Date, announce: (version: number) => EventEnvelope[]): Promise<boolean>;
}
