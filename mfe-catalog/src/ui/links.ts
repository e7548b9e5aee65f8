/** Pages of the shop that the catalog fills. */
export const productPath = (slug: string) => `/products/${encodeURIComponent(slug)}`;

/** Leaves out what is the default, so that each page has one address. */
export function listPath({ category, sort, page }: { category?: string | null; sort?: string; page?: number }) {
  const query = new URLSearchParams();
  if (category) query.set('category', category);
  if (sort && sort !== 'featured') query.set('sort', sort);
  if (page && page > 1) query.set('page', String(page));
  return query.size > 0 ? `/products?${query}` : '/products';
}
