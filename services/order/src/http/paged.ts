const PER_PAGE = 10;

/** One page of a list, as the contract tells it. */
export async function paged<Item>(
  page: number,
  list: (limits: { limit: number; offset: number }) => Promise<{ items: Item[]; total: number }>,
) {
  const { items, total } = await list({ limit: PER_PAGE, offset: (page - 1) * PER_PAGE });
  return { items, total, page, pageCount: Math.max(1, Math.ceil(total / PER_PAGE)) };
}
