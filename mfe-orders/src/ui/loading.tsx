/** Stands where a fragment will be; only seen when that takes a while. */
export function Loading() {
  return (
    <div class="orders-loading" role="status">
      <span class="t-visually-hidden">Loading</span>
      <span class="t-skeleton" />
      <span class="t-skeleton" />
    </div>
  );
}
