import type { Category, ProductSummary } from '@tessera/contracts/api/product';

/** The BFF's screen as it is shown: a tile for each category, with a picture where one is at hand. */
export interface Featured {
  readonly products: readonly ProductSummary[];
  readonly tiles: readonly (Category & { readonly image: ProductSummary['image'] | null })[];
}
