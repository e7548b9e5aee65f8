import type { OfferedProduct } from './cart.ts';

export interface Catalogue {
  /** Undefined when it is not on sale; throws catalog-unavailable when that can't be found out. */
  find(productId: string): Promise<OfferedProduct | undefined>;
}
