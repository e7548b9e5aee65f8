import type { ProductSummary } from '@tessera/contracts/api/product';
import { Show } from 'solid-js';

/** Leads to the product's page; one that is no longer on sale has none, and no slug. */
export function ProductName(name: { product: ProductSummary }) {
  return (
    <Show when={name.product.slug} fallback={<span class="orders-line__name">{name.product.name}</span>}>
      {(slug) => (
        <a class="orders-line__name" href={`/products/${slug()}`}>
          {name.product.name}
        </a>
      )}
    </Show>
  );
}
