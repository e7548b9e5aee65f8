import { z } from 'zod';

/** What the catalog remote offers: props by fragment. */
export const catalog = {
  'featured-products': z.object({ limit: z.int().min(1).max(48).optional() }),
  /** Reads category, sort and page from the url. */
  'product-list': z.object({}),
  'product-page': z.object({ slug: z.string() }),
  recommendations: z.object({ productId: z.string() }),
};
