import type { ProductSummary } from '@tessera/contracts/api/product';
import { Show } from 'solid-js';

/** A product's picture on its backdrop. The tint is an SVG attribute: the page's CSP refuses style attributes. */
export function Picture(picture: { image: ProductSummary['image']; size: number; decorative?: boolean }) {
  return (
    <span class="orders-picture">
      <svg class="orders-picture__backdrop" aria-hidden="true">
        <rect width="100%" height="100%" fill={picture.image.tint} />
      </svg>
      <Show when={picture.image.url}>
        {(url) => (
          <img
            src={url()}
            alt={picture.decorative ? '' : picture.image.alt}
            width={picture.size}
            height={picture.size}
            loading="lazy"
            decoding="async"
          />
        )}
      </Show>
    </span>
  );
}
