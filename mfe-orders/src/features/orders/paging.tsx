import { Show } from 'solid-js';

export function Paging(paging: { page: number; pageCount: number }) {
  return (
    <nav class="orders-paging" aria-label="Pages of your orders">
      <Show when={paging.page > 1}>
        <a class="t-button t-button--quiet t-button--small" rel="prev" href={`/orders?page=${paging.page - 1}`}>
          Newer
        </a>
      </Show>
      <p class="t-small t-muted">
        Page {paging.page} of {paging.pageCount}
      </p>
      <Show when={paging.page < paging.pageCount}>
        <a class="t-button t-button--quiet t-button--small" rel="next" href={`/orders?page=${paging.page + 1}`}>
          Older
        </a>
      </Show>
    </nav>
  );
}
